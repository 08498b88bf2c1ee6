"""What all rows of a form share while it is read: names, lists, texts, conditions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..draft import Data, Draft, Origin
from ..expressions import FALSE, TRUE, Code, Untranslatable, both, either, fitting
from ..names import Names
from ..report import Report
from ..symbols import Symbol
from ..wording import LONGEST_LABEL, LONGEST_TEXT, shortened, worded, written
from .choices import ListBook
from .scope import FormScope
from .sheets import Row
from .translate import Translator
from .xpath import Binary, Node, parse

_PIPED = re.compile(
    r"""\$\{\s{0,9}([^}]{0,300}?)\s{0,9}\}"""
    r"""|<output\s{1,9}value\s{0,9}=\s{0,9}["']([^"']{0,300})["']\s{0,9}/?>|%\((\w{1,99})\)s"""
)
_MARKDOWN = re.compile(r"(?<![\w*_])(\*\*|__|\*|_)(?=\S)([^*_\n]{1,4000}?)(?<=\S)\1(?![\w*_])")
_HEADING = re.compile(r"^#{1,6}\s+", re.MULTILINE)
_LINK = re.compile(r"\[([^\]\n]{1,300})\]\((https?://[^)\s]{1,2000})\)")


@dataclass(slots=True)
class Form:
    """A form while it is read."""

    report: Report
    draft: Draft
    lists: ListBook
    language: str = ""
    names: Names = field(default_factory=Names)
    scope: FormScope = field(default_factory=FormScope)
    order: int = 0

    def key(self, row: Row) -> str:
        """Return what a row is called in the report."""
        return f"{row.sheet} row {row.number}"

    def lost(self, row: Row, column: str, what: str, why: str, became: str) -> None:
        """Tell a loss of a row."""
        self.report.lost(row.place(column), what, why, became, self.key(row))

    def drop(self, row: Row, what: str, why: str) -> None:
        """Leave a row's question out, and tell it."""
        self.report.dropped(row.place("type"), what, why, self.key(row))
        self.scope.leave_out(row.get("name"), why)

    def new_id(self, row: Row, fallback: str = "") -> str:
        """Return an id for a row, and tell it if it is not the row's name."""
        name = row.get("name")
        found = self.names.new(name, fallback or row.get("type"))
        self.report.renamed(row.place("name"), name, found)
        return found

    def add(self, section: Data, row: Row, question: Data) -> None:
        """Put a question into a section."""
        section["questions"].append(question)
        self.draft.origins[question["id"]] = Origin(row.place(), self.key(row))
        self.order += 1

    def text(self, row: Row, column: str = "label", longest: int = LONGEST_TEXT) -> str:
        """Return a text of a row in the language that is carried over, with its placeholders."""
        source = row.text(column, self.language)
        if not source and column == "label":
            source = next((text for (name, _), text in row.texts.items() if name == "label" and text != "-"), "")
        return self.worded(row, column, source, longest)

    def label(self, row: Row) -> str:
        """Return the label of a choice."""
        return self.text(row, "label", LONGEST_LABEL)

    def worded(self, row: Row, column: str, source: str, longest: int = LONGEST_TEXT) -> str:
        """Return a text of ours for one of the form's."""
        if not source:
            return ""

        def tell(what: str, why: str, became: str) -> None:
            self.lost(row, column, what, why, became)

        source = _LINK.sub(lambda match: f"{match[1]} ({match[2]})", _HEADING.sub("", source))
        source = _MARKDOWN.sub(lambda match: match[2], source)
        return shortened(worded(source, _PIPED, self._pipe, tell), longest, tell)

    def _pipe(self, match: re.Match[str]) -> str:
        name = match[1] or (match[2] or "").strip().rstrip("/").rpartition("/")[2] or match[3] or ""
        if match[3] and self.scope.loop is not None:
            return f"{{{self.scope.loop.item}.{'label' if name == 'label' else 'id'}}}"
        return written(self.scope.lookup(name))

    def condition(self, row: Row, column: str, source: str, own: Symbol | None = None) -> Code:
        """Return a condition; parts of it that cannot be said are told and taken for true."""
        translator = Translator(self.scope, own)
        try:
            parts = conjuncts(parse(source))
        except Untranslatable as error:
            self._untold(row, column, source, str(error))
            return TRUE
        found: list[Code] = []
        for part in parts:
            try:
                code = translator.truth(part, True, False)
                fitting(code)
                found.append(code)
            except Untranslatable as error:
                partly = (
                    "the rest of the condition holds" if len(parts) > 1 else "it is asked of everybody who gets here"
                )
                self.lost(row, column, source, str(error), partly)
        return both(found)

    def _untold(self, row: Row, column: str, source: str, why: str) -> None:
        self.lost(row, column, source, why, "it is asked of everybody who gets here")

    def written(self, row: Row, column: str, code: Code) -> str | bool | None:
        """Return a condition as it is written, None for one that always holds; one that is too long is told."""
        if code == TRUE:
            return None
        if code == FALSE:
            return False
        try:
            return fitting(code)
        except Untranslatable as error:
            self._untold(row, column, "the conditions of the row and its groups", str(error))
            return None

    def refused(self, parts: Sequence[Node], own: Symbol) -> Code:
        """Return the condition under which a constraint refuses an answer.

        Raises:
            Untranslatable: it cannot be said.
        """
        translator = Translator(self.scope, own)
        return either([translator.truth(part, False, False) for part in parts])


def conjuncts(node: Node) -> list[Node]:
    """Return the parts of a conjunction, or the node alone."""
    if isinstance(node, Binary) and node.operator == "and":
        return conjuncts(node.left) + conjuncts(node.right)
    return [node]
