"""Makes the graph of a questionnaire."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from ...questionnaire.conditions.tree import Tree
from ...questionnaire.conditions.writing import written
from ...questionnaire.model import Computed, Draw, Loop, Question, Questionnaire, Section
from ..comparison.finders.base import drawing
from ..comparison.finders.parts import description
from ..comparison.trees import own_conditions, together, wordings
from .model import DEFINITION, DRAW, END, ORDER, QUESTION, ROTATION, SECTION, START, Edge, Graph, Node
from .reading import Reading, of_draw, of_question, of_rotation, of_section, of_tree

COMPLETE = f"{END}:complete"


def node_id(kind: str, name: str) -> str:
    """Return what a node is called."""
    return f"{kind}:{name}"


def graph_of(questionnaire: Questionnaire) -> Graph:
    """Return the graph of a questionnaire: every section, question, definition, draw and end, and what links them.

    A definition or a draw stands after the last question that it reads, where it becomes known.
    """
    built = _Building(questionnaire)
    nodes = tuple(built.nodes())
    edges = tuple(dict.fromkeys(built.edges()))
    title = f"{questionnaire.title}, version {questionnaire.version}"
    return Graph(title, nodes, edges, questionnaire.language)


class _Building:
    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.definitions = {one.id: one for one in questionnaire.computed}
        self.position = {question.id: index for index, question in enumerate(questionnaire.questions)}
        self.known: dict[int, list[Node]] = {}
        for one in questionnaire.computed:
            self._place(one, self._definition(one))
        for draw in questionnaire.draws:
            self._place(draw, self._draw(draw))

    def _place(self, one: Computed | Draw, node: Node) -> None:
        last = max((self.position[name] for name in self._questions(one.reads)), default=-1)
        if isinstance(one, Draw) and one.section:
            first = self.questionnaire.section_by_id[one.section].questions[0]
            last = max(last, self.position[first] - 1) if one.depth == 0 else max(last, self.position[first])
        self.known.setdefault(last, []).append(node)

    def _questions(self, reads: Iterable[str]) -> set[str]:
        """Return the questions that names stand for, definitions and draws followed to what they read."""
        open_names, seen = list(reads), set[str]()
        while open_names:
            name = open_names.pop()
            if name not in seen:
                seen.add(name)
                further = self.definitions.get(name) or self.questionnaire.draw_by_id.get(name)
                open_names += further.reads if further is not None else ()
        return seen & self.position.keys()

    def nodes(self) -> Iterator[Node]:
        yield Node(node_id(START, "start"), START, "start", text=self.questionnaire.title)
        waiting = self.known.get(-1, [])
        placed_rotation = self.questionnaire.rotation is None
        for section in self.questionnaire.sections:
            if section.module and not placed_rotation:
                placed_rotation = True
                yield self._rotation()
            within = node_id(SECTION, section.id)
            yield self._section(section)
            yield from _inside(waiting, within)
            waiting = []
            for name in section.questions:
                yield self._question(self.questionnaire.question_by_id[name])
                yield from _inside(self.known.get(self.position[name], []), within)
        for question, option, how in self._endings():
            kept = "the answers are kept" if how == "keep" else "nothing is kept"
            yield Node(node_id(END, f"{question}/{option}"), END, f"{question} = {option}", how, f"Ends here; {kept}")
        yield Node(COMPLETE, END, "complete", "keep", "The interview is complete")

    def _section(self, section: Section) -> Node:
        notes = (*_condition(section.when), *_repetition(section.loop))
        sort = "module" if section.module else ""
        return Node(node_id(SECTION, section.id), SECTION, section.id, sort, section.title, notes)

    def _question(self, question: Question) -> Node:
        notes = (*_condition(question.when), *_repetition(question.loop), *(["required"] if question.required else []))
        within = node_id(SECTION, question.section)
        words = wordings(question.text)
        return Node(node_id(QUESTION, question.id), QUESTION, question.id, question.kind, words, notes, within)

    def _definition(self, computed: Computed) -> Node:
        return Node(node_id(DEFINITION, computed.id), DEFINITION, computed.id, "", written(computed.tree))

    def _draw(self, draw: Draw) -> Node:
        return Node(node_id(DRAW, draw.id), DRAW, draw.id, draw.form, drawing(draw), ())

    def _rotation(self) -> Node:
        rotation = self.questionnaire.rotation
        assert rotation is not None
        text = f"One of {len(rotation.forms)} forms, with equal chance"
        return Node(node_id(ROTATION, "modules"), ROTATION, "modules", "", text, _condition(rotation.when))

    def _endings(self) -> Iterator[tuple[str, str, str]]:
        for question in self.questionnaire.questions:
            for option, how in question.settings.get("ends", {}).items():
                yield question.id, option, how

    def edges(self) -> Iterator[Edge]:
        yield from self._order()
        for question in self.questionnaire.questions:
            yield from self._from(of_question(self.questionnaire, question), node_id(QUESTION, question.id))
        for section in self.questionnaire.sections:
            target = node_id(SECTION, section.id)
            yield from self._from(of_section(section), target)
            if section.module and self.questionnaire.rotation is not None:
                forms = self.questionnaire.rotation.forms
                share = f"{sum(section.id in form for form in forms)} of {len(forms)} forms"
                yield Edge(node_id(ROTATION, "modules"), target, "module", share)
        for one in self.questionnaire.computed:
            yield from self._from(of_tree(one.tree, "value"), node_id(DEFINITION, one.id))
        for draw in self.questionnaire.draws:
            yield from self._from(of_draw(draw), node_id(DRAW, draw.id))
        yield from self._from(of_rotation(self.questionnaire), node_id(ROTATION, "modules"))
        for name, option, _ in self._endings():
            yield Edge(node_id(QUESTION, name), node_id(END, f"{name}/{option}"), "end", f"'{option}'")

    def _order(self) -> Iterator[Edge]:
        """Yield the way: from section to section, and inside each from question to question."""
        sections = [node_id(SECTION, section.id) for section in self.questionnaire.sections]
        way = [node_id(START, "start"), *sections, COMPLETE]
        yield from (Edge(one, other, ORDER) for one, other in pairwise(way))
        for section in self.questionnaire.sections:
            inside = [node_id(SECTION, section.id), *(node_id(QUESTION, name) for name in section.questions)]
            yield from (Edge(one, other, ORDER) for one, other in pairwise(inside))

    def _from(self, readings: Iterable[Reading], target: str) -> Iterator[Edge]:
        for reading in readings:
            source = self._named(reading.name)
            if source and source != target:
                yield Edge(source, target, reading.kind, reading.text)

    def _named(self, name: str) -> str:
        """Return the node that a name in a condition stands for; '' for what is no node."""
        kinds = ((QUESTION, self.position), (DEFINITION, self.definitions), (DRAW, self.questionnaire.draw_by_id))
        return next((node_id(kind, name) for kind, known in kinds if name in known), "")


def _inside(nodes: Iterable[Node], section: str) -> Iterator[Node]:
    for node in nodes:
        yield Node(node.id, node.kind, node.name, node.sort, node.text, node.notes, section)


def _condition(when: Tree | None) -> tuple[str, ...]:
    own = together(own_conditions(when))
    return (f"when {written(own)}",) if own is not None else ()


def _repetition(loop: Loop | None) -> tuple[str, ...]:
    if loop is None:
        return ()
    sources = "; ".join(description(source) or source.name for source in loop.sources)
    return (f"for each {loop.name} of {sources}" + (f", {loop.choose} {loop.cap}" if loop.cap else ""),)
