"""What depends on what: the nodes of a questionnaire in the order in which they are evaluated.

Every section, question, draw and computed value is a node, and so is the assignment of modules. The graph follows
from the questionnaire alone, so it is made once for all interviews.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from ..questionnaire.model import Computed, Draw, Question, Questionnaire, Section

Node = Section | Question | Draw | Computed | str
MODULES = "modules"
"""Name of the node that assigns modules."""
VOLUNTEER = "volunteer"
"""Name of what the offer of one more module changes; no node of its own."""


class Dependencies:
    """The graph of one questionnaire. Nodes go by name; sections are called ``section:ID``."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire

    @classmethod
    def of(cls, questionnaire: Questionnaire) -> Dependencies:
        """Return the graph of a questionnaire, made at the first call."""
        memory = questionnaire.memory
        if "dependencies" not in memory:
            memory["dependencies"] = cls(questionnaire)
        found: Dependencies = memory["dependencies"]
        return found

    @cached_property
    def nodes(self) -> list[tuple[str, Node]]:
        """All nodes, each after what it reads as far as the survey's order allows."""
        placing = _Placing(self.questionnaire)
        awaited = set(self.module_questions) if self.questionnaire.rotation is not None else {""}
        for section in self.questionnaire.sections:
            placing.place(f"section:{section.id}", section)
            for question in section.questions:
                placing.place(question, self.questionnaire.question_by_id[question])
                awaited.discard(question)
                if not awaited:
                    placing.place(MODULES, MODULES)
        placing.place_rest()
        return placing.ordered

    @cached_property
    def position(self) -> dict[str, int]:
        """The index of each node."""
        return {name: index for index, (name, _) in enumerate(self.nodes)}

    @cached_property
    def dependants(self) -> dict[str, list[int]]:
        """By name, the indices of the nodes that read it."""
        dependants: dict[str, list[int]] = {}
        for index, (_, node) in enumerate(self.nodes):
            for name in self._reads(node):
                dependants.setdefault(name, []).append(index)
        return dependants

    @cached_property
    def dependants_at(self) -> list[tuple[int, ...]]:
        """By index, the indices of the nodes that read a node, in order."""
        return [tuple(self.dependants.get(name, ())) for name, _ in self.nodes]

    @cached_property
    def earlier_dependants(self) -> dict[str, list[int]]:
        """By name, the indices of the nodes that read it although they stand before it, where there are any."""
        earlier = {
            name: [index for index in indices if index <= self.position[name]]
            for name, indices in self.dependants.items()
            if name in self.position
        }
        return {name: indices for name, indices in earlier.items() if indices}

    @cached_property
    def module_questions(self) -> frozenset[str]:
        """The questions on which the assignment of modules depends."""
        return needed(self.questionnaire, self._module_names) if self.questionnaire.rotation else frozenset()

    @cached_property
    def _module_names(self) -> set[str]:
        """What the assignment names: conditions of forms and boosts, and those of the modules themselves."""
        rotation = self.questionnaire.rotation
        if rotation is None:
            return set()
        names = {*rotation.reads, VOLUNTEER}
        names |= {name for section in self.questionnaire.sections if section.module for name in section.reads}
        return names | ({rotation.volunteer.question} if rotation.volunteer else set())

    def _reads(self, node: Node) -> Iterable[str]:
        if isinstance(node, str):
            return self._module_names | self.module_questions
        if isinstance(node, Section) and node.module:
            return (*node.reads, MODULES)
        if isinstance(node, Question):
            return _steering(node)
        if isinstance(node, Draw) and node.depth:
            return (*node.reads, f"section:{node.section}")
        return node.reads


def _steering(question: Question) -> Iterable[str]:
    """Return what decides whether a question is asked and which answers to it count, without what its words name."""
    if question.loop is not None or question.varies or any(check.hard for check in question.checks):
        return question.reads
    named = set(_strings(question.when))
    return [name for name in question.reads if name in named or name.startswith("section:")]


def _strings(tree: Any) -> Iterator[str]:
    """Yield all that can be a name in an expression."""
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, list):
        for part in tree:
            yield from _strings(part)


class _Placing:
    """Puts nodes in order; definitions and draws go just before what first reads them."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.ordered: list[tuple[str, Node]] = []
        self._placed: set[str] = set()
        self._defined: dict[str, Node] = {computed.id: computed for computed in questionnaire.computed}
        self._defined.update((draw.id, draw) for draw in questionnaire.draws)

    def place(self, name: str, node: Node) -> None:
        if name in self._placed:
            return
        self._placed.add(name)
        for read in () if isinstance(node, str) else node.reads:
            if read in self._defined:
                self.place(read, self._defined[read])
        self.ordered.append((name, node))

    def place_rest(self) -> None:
        for name, node in self._defined.items():
            self.place(name, node)


def questions_for(questionnaire: Questionnaire, sections: Iterable[str]) -> frozenset[str]:
    """Return the questions of these sections, the required ones, and all that their conditions depend on."""
    chosen = set(sections)
    return needed(questionnaire, [q.id for q in questionnaire.questions if q.section in chosen or q.required])


def needed(questionnaire: Questionnaire, names: Iterable[str]) -> frozenset[str]:
    """Return the questions among these names and all questions that they depend on."""
    open_names = list(names)
    nodes: dict[str, tuple[str, ...]] = {q.id: q.reads for q in questionnaire.questions}
    nodes |= {f"section:{s.id}": s.reads for s in questionnaire.sections}
    nodes |= {c.id: c.reads for c in questionnaire.computed} | {d.id: d.reads for d in questionnaire.draws}
    seen: set[str] = set()
    while open_names:
        name = open_names.pop()
        if name not in seen:
            seen.add(name)
            open_names += nodes.get(name, ())
    return frozenset(name for name in seen if name in questionnaire.question_by_id)
