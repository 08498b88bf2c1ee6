"""The survey flow: blocks in order, branches, randomizers, ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ..draft import Data, option
from ..expressions import Code, Untranslatable, both, either, is_no_option, is_option, not_ticked, ticked
from ..html_text import plain
from ..names import Names
from .blocks import BlockReader, is_shuffled
from .document import DEEPEST_FLOW, Payload, items, numeric, truth, words
from .embedded import assign
from .logic import Condition, condition
from .loops import loop_of
from .study import PIPED, Study

MOST_ELEMENTS = 5_000
Conditions = tuple[Condition, ...]
_NOT_READ = {
    "WebService": "nothing is fetched", "Authenticator": "nobody is recognised", "Quota": "nobody is counted",
    "QuotaCheck": "nobody is counted", "SupplementalData": "nothing is fetched",
    "ReferenceSurvey": "other surveys are not read", "TableOfContents": "questions come in their order",
    "TableOfContentsBlock": "questions come in their order", "ContactList": "nobody is recognised",
}  # fmt: skip


@dataclass(slots=True)
class FlowReader:
    """Walks the flow and makes a section of each block."""

    study: Study
    blocks: BlockReader
    sections: Names = field(default_factory=lambda: Names(reserved=(), prefix="section"))
    placed: dict[str, str] = field(default_factory=dict)
    """The section of each block that was placed."""
    ended: bool = False
    open_branches: int = 0
    """Branches around whose condition could not be said."""
    left: int = MOST_ELEMENTS

    def walk(self, flow: Sequence[Payload], conditions: Conditions, depth: int = 0) -> None:
        """Read the elements of one level."""
        for element in flow:
            self.left -= 1
            if depth > DEEPEST_FLOW or self.left < 0:
                self.study.report.lost("survey flow", "the rest of it", "it is too deep or too long", "left out")
                return
            kind = words(element.get("Type"))
            read = _ELEMENTS.get(kind)
            if read is not None:
                read(self, element, conditions, depth)
                continue
            place = f"survey flow {words(element.get('FlowID')) or kind}"
            why = _NOT_READ.get(kind, "an element that is not known")
            self.study.report.lost(place, kind or "an element", why, "left out; what is inside of it is asked")
            self.walk(items(element.get("Flow")), conditions, depth + 1)

    def block(self, element: Payload, conditions: Conditions, depth: int) -> None:
        """Place a block."""
        block_id = words(element.get("ID"))
        block = self.study.document.blocks.get(block_id)
        if block is None or self.ended:
            if block is not None and block_id not in self.placed:
                self._unreachable(block)
            return
        if block_id in self.placed:
            self._again(block_id, conditions)
            return
        title = words(block.get("Description"))
        wording = " ".join(plain(PIPED.sub("…", title))[0].split())
        section: Data = {
            "id": self.sections.new(title, "block"),
            "title": wording[:200] or "–",
            "questions": [],
        }
        self.placed[block_id] = section["id"]
        self.study.draft.sections.append(section)
        holding = [found.holds for found in conditions]
        self.blocks.whens.sections[section["id"]] = [*holding, *self.blocks.stops]
        told = self.study.report.losses()
        self._loop(f"block {title}", block, section)
        changed = self.study.report.losses() > told or self.open_branches > 0
        if is_shuffled(block):
            self.study.report.lost(f"block {title}", "questions in random order", "questions keep their order",
                                   "in the order of the block")  # fmt: skip
        self.blocks.read(block, section)
        self.study.loop = None
        if changed:
            self.study.report.affect(words(e.get("QuestionID")) for e in items(block.get("BlockElements")))

    def _loop(self, place: str, block: Payload, section: Data) -> None:
        try:
            loop = loop_of(self.study, place, block)
        except Untranslatable as error:
            self.study.report.lost(place, "loop and merge", str(error), "asked once")
            return
        if loop is not None:
            self.study.loop = loop[0]
            section["loop"] = loop[1]

    def _unreachable(self, block: Payload) -> None:
        for element in items(block.get("BlockElements")):
            qid = words(element.get("QuestionID"))
            if qid in self.study.document.questions and qid not in self.study.report.questions:
                self.study.drop(qid, "a question", "the survey ends before it")

    def _again(self, block_id: str, conditions: Conditions) -> None:
        """A block that stands in several places is asked in the first of them, to whom any of the places is open."""
        section = self.placed[block_id]
        before = self.blocks.whens.sections[section]
        holding = [found.holds for found in conditions]
        self.blocks.whens.sections[section] = [either([both(before), both(holding)])]
        self.study.report.lost(f"section {section}", "the block stands twice in the flow", "a question is asked once",
                               "asked at the first place, of all who would get it")  # fmt: skip

    def branch(self, element: Payload, conditions: Conditions, depth: int) -> None:
        """Read what is inside of a branch, under its condition."""
        place = f"branch {words(element.get('FlowID'))}"
        children = items(element.get("Flow"))
        try:
            found = Condition(condition(self.study, element.get("BranchLogic")),
                              condition(self.study, element.get("BranchLogic"), holds=False))  # fmt: skip
        except Untranslatable as error:
            self.study.report.lost(place, "its condition", str(error), "what is inside is asked of everybody")
            kept = [child for child in children if words(child.get("Type")) not in ("EndSurvey", "EmbeddedData")]
            if len(kept) < len(children):
                self.study.report.lost(place, "an end of the survey or values set there", "it depends on the condition",
                                       "left out")  # fmt: skip
            self.open_branches += 1
            self.walk(kept, conditions, depth + 1)
            self.open_branches -= 1
            return
        self.walk(children, (*conditions, found), depth + 1)

    def group(self, element: Payload, conditions: Conditions, depth: int) -> None:
        """Read what is inside of a group."""
        self.walk(items(element.get("Flow")), conditions, depth + 1)

    def data(self, element: Payload, conditions: Conditions, depth: int) -> None:
        """Set embedded data."""
        assign(self.study, element, [found.holds for found in conditions])

    def end(self, element: Payload, conditions: Conditions, depth: int) -> None:
        """End the survey: nothing after it is asked where the conditions hold."""
        place = f"survey flow {words(element.get('FlowID'))}"
        if element.get("Options"):
            self.study.report.note(place, "an end of its own", "all interviews end alike", "the usual end")
        if not conditions:
            self.ended = True
            return
        self.blocks.stops.append(either([found.fails for found in conditions]))

    def randomizer(self, element: Payload, conditions: Conditions, depth: int) -> None:
        """Draw some of the elements inside; their order stays that of the file."""
        children = items(element.get("Flow"))
        place = f"randomizer {words(element.get('FlowID'))}"
        take = int(numeric(element.get("SubSet")) or len(children))
        if truth(element.get("EvenPresentation")):
            self.study.report.note(place, "evenly presented", "interviews do not know of each other", "equal chances")
        if take > 1:
            self.study.report.lost(
                place, "blocks in random order", "sections keep their order", "in the order of the flow"
            )
        if not 0 < take < len(children):
            self.walk(children, conditions, depth + 1)
            return
        name = self.study.names.new(f"draw_{words(element.get('FlowID'))}")
        names = Names(reserved=(), prefix="part")
        labels = [self._title(child) for child in children]
        ids = [names.new(label) for label in labels]
        if take == 1:
            self.study.draft.draw(name, {"one_of": ids})
        else:
            source = [option(id_, label[:300]) for id_, label in zip(ids, labels, strict=True)]
            self.study.draft.draw(name, {"source": source, "take": take})
        for id_, child in zip(ids, children, strict=True):
            self.walk([child], (*conditions, _drawn(name, id_, take)), depth + 1)

    def _title(self, element: Payload) -> str:
        block = self.study.document.blocks.get(words(element.get("ID")), {})
        title = words(element.get("Description")) or words(block.get("Description"))
        return " ".join(title.replace("{", "(").replace("}", ")").split()) or words(element.get("FlowID")) or "part"


def _drawn(name: str, id_: str, take: int) -> Condition:
    subject = Code(name)
    if take == 1:
        return Condition(is_option(subject, [id_]), is_no_option(subject, [id_]))
    return Condition(ticked(subject, [id_]), not_ticked(subject, [id_]))


Element = Callable[[FlowReader, Payload, Conditions, int], None]
_ELEMENTS: dict[str, Element] = {
    "Block": FlowReader.block,
    "Standard": FlowReader.block,
    "Default": FlowReader.block,
    "Branch": FlowReader.branch,
    "Group": FlowReader.group,
    "Root": FlowReader.group,
    "EmbeddedData": FlowReader.data,
    "BlockRandomizer": FlowReader.randomizer,
    "EndSurvey": FlowReader.end,
}
