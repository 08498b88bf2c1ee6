"""Groups, repeats and questions as a tree, from rows that only say where something begins and ends."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..report import Report
from .sheets import Row, Sheet

_BEGIN = re.compile(r"begin[ _]+(?P<what>group|repeat|loop|lgroup)\b(?:\s+over\s+(?P<list>\S+))?", re.IGNORECASE)
_END = re.compile(r"end[ _]+(?:group|repeat|loop|lgroup)\b", re.IGNORECASE)
DEEPEST = 30


@dataclass(frozen=True, slots=True)
class Question:
    """A row that is neither the beginning nor the end of a group."""

    row: Row


@dataclass(slots=True)
class Group:
    """A group or a repeat with its rows; ``loop_list`` names the list that an old-style loop runs over."""

    row: Row
    repeats: bool
    loop_list: str = ""
    children: list[Question | Group] = field(default_factory=list)

    @property
    def appearance(self) -> str:
        """How the group should look."""
        return self.row.get("appearance").lower()


def tree_of(sheet: Sheet, report: Report) -> list[Question | Group]:
    """Return the rows of a survey sheet as a tree; beginnings and ends that do not match are told and mended."""
    top: list[Question | Group] = []
    open_groups: list[Group] = []
    for row in sheet.rows:
        kind = row.get("type")
        level = open_groups[-1].children if open_groups else top
        begins = _BEGIN.fullmatch(kind)
        if not kind or row.get("disabled").lower() in ("yes", "true", "true()"):
            _tell_ignored(row, report)
        elif begins and len(open_groups) < DEEPEST:
            what = begins["what"].lower()
            group = Group(row, what in ("repeat", "loop"), begins["list"] or "")
            level.append(group)
            open_groups.append(group)
        elif _END.fullmatch(kind):
            if not open_groups:
                report.lost(row.place("type"), kind, "nothing was begun that could end here", "ignored")
            else:
                open_groups.pop()
        else:
            level.append(Question(row))
    for group in open_groups:
        report.lost(group.row.place("type"), group.row.get("type"), "it has no end", "it ends with the sheet")
    return top


def _tell_ignored(row: Row, report: Report) -> None:
    if row.get("disabled"):
        report.note(row.place("disabled"), row.get("name"), "the row is disabled", "left out")
    elif row.get("name") or row.texts:
        report.note(row.place("type"), row.get("name") or "a row", "it has no type", "taken for a remark and left out")
