"""What all parts of a survey share while it is read: names, what can be compared, texts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..draft import Data, Draft, Origin
from ..expressions import Code, Untranslatable
from ..names import Names
from ..report import Report
from ..symbols import Symbol
from ..wording import LONGEST_LABEL, LONGEST_TEXT, shortened, worded, written
from .document import Document, Payload, mapping, words

PIPED = re.compile(
    r"\$\{\s{0,9}(?P<what>[a-z]{1,20})://(?P<path>[^}]{0,300}?)\s{0,9}\}"
    r"|(?P<math>\$e\{[^{}]{0,300}(?:\{[^}]{0,300}\}[^{}]{0,300}){0,20}\})"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was carried over: its id here, its answer, and the answers of its rows or fields."""

    id: str
    symbol: Symbol
    parts: dict[str, Symbol] = field(default_factory=dict)
    kind: str = ""


@dataclass(frozen=True, slots=True)
class LoopItem:
    """The loop around a block: its key, the name of its item, and the field that stands for each of Qualtrics' own."""

    key: str
    item: str
    fields: dict[str, str] = field(default_factory=dict)
    numbered: bool = False


@dataclass(slots=True)
class Study:
    """A survey while it is read."""

    document: Document
    report: Report
    draft: Draft
    names: Names = field(default_factory=Names)
    asked: dict[str, Asked] = field(default_factory=dict)
    fields: dict[str, Symbol] = field(default_factory=dict)
    """Embedded data by name."""
    left_out: dict[str, str] = field(default_factory=dict)
    loop: LoopItem | None = None

    def lost(self, qid: str, what: str, why: str, became: str) -> None:
        """Tell a loss of a question."""
        self.report.lost(qid, what, why, became, qid)

    def drop(self, qid: str, what: str, why: str) -> None:
        """Leave a question out, and tell it."""
        self.report.dropped(qid, what, why, qid)
        self.left_out[qid] = why

    def add(self, section: Data, qid: str, question: Data) -> None:
        """Put a question into a section."""
        section["questions"].append(question)
        self.draft.origins[question["id"]] = Origin(qid, qid)

    def lookup(self, qid: str) -> Asked:
        """Return a question that was asked before.

        Raises:
            Untranslatable: it was not, or it is asked in another loop.
        """
        if qid in self.left_out:
            raise Untranslatable(f"{qid} was not carried over ({self.left_out[qid]})")
        if qid not in self.asked:
            raise Untranslatable(f"{qid} is not asked before")
        asked = self.asked[qid]
        if asked.symbol.loop not in ("", self.loop.key if self.loop else ""):
            raise Untranslatable(f"{qid} is asked in a loop and has many answers")
        return asked

    def text(self, qid: str, what: str, source: str, longest: int = LONGEST_TEXT) -> str:
        """Return a text of ours for one of the survey's."""

        def tell(lost: str, why: str, became: str) -> None:
            self.lost(qid, f"{what}: {lost}", why, became)

        return shortened(worded(source, PIPED, self._pipe, tell), longest, tell)

    def label(self, qid: str, source: str, otherwise: str) -> str:
        """Return the label of an option."""
        return self.text(qid, "label", source, LONGEST_LABEL).replace("\n", " ") or otherwise

    def _pipe(self, match: re.Match[str]) -> str:
        if match["math"]:
            raise Untranslatable("arithmetic in a text")
        pipe = {"q": self._of_question, "e": self._of_field, "lm": self._of_loop}.get(match["what"])
        if pipe is None:
            raise Untranslatable(f"{match['what']}:// is not known here")
        return pipe(match["path"])

    def _of_question(self, path: str) -> str:
        qid, _, rest = path.partition("/")
        static = self._static(qid, rest)
        if static is not None:
            return static
        asked = self.lookup(qid)
        steps = rest.split("/")
        if steps[0] == "ChoiceGroup" and len(steps) > 1 and steps[1].startswith(("Selected", "Answers")):
            return written(self.part(asked, steps[2]) if len(steps) > 2 else asked.symbol)
        if steps[0] in ("ChoiceTextEntryValue", "ChoiceNumericEntryValue"):
            key = steps[1] if len(steps) > 1 else ""
            return written(asked.parts.get(key, asked.symbol) if key else asked.symbol)
        raise Untranslatable(f"{rest} of {qid}")

    def _static(self, qid: str, rest: str) -> str | None:
        """Return a wording of the survey itself, such as the text of a question, as it stands there."""
        payload = self.document.questions.get(qid, {})
        found = ""
        if rest in ("QuestionText", "QuestionDescription"):
            found = words(payload.get("QuestionText"))
        elif rest.startswith("ChoiceDescription/"):
            found = words(mapping(mapping(payload.get("Choices")).get(rest.rpartition("/")[2])).get("Display"))
        if not found:
            return None
        return self.text(qid, "text", PIPED.sub("…", found))

    def _of_field(self, path: str) -> str:
        name = path.removeprefix("Field/")
        if name not in self.fields:
            raise Untranslatable(f"the embedded data {name} has no value here")
        return written(self.fields[name])

    def _of_loop(self, path: str) -> str:
        if self.loop is None:
            raise Untranslatable("there is no loop here")
        if path in self.loop.fields:
            return f"{{{self.loop.item}.{self.loop.fields[path]}}}"
        raise Untranslatable(f"lm://{path}")

    def part(self, asked: Asked, key: str) -> Symbol:
        """Return the answer of one row or field.

        Raises:
            Untranslatable: there is none.
        """
        if key not in asked.parts:
            raise Untranslatable(f"part {key} of {asked.id}")
        return asked.parts[key]

    def tag(self, qid: str, payload: Payload) -> str:
        """Return an id for a question, from the tag that its answers are exported under."""
        tag = words(payload.get("DataExportTag")) or qid
        found = self.names.new(tag, qid)
        self.report.renamed(qid, tag, found)
        return found


def row_code(id_: str, row: str) -> Code:
    """Return how a row of a question is named in conditions."""
    return Code(f"{id_}.{row}" if row.isidentifier() else f"{id_}['{row}']")
