"""The lists of a form: ids for its choices, and the variants that choice filters and random orders need."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ..draft import Data, Draft, option
from ..expressions import FALSE, TRUE, Code, Untranslatable, fitting
from ..names import Names, OptionNames
from ..report import Report
from .sheets import Row

MOST_FILTERED = 60_000
"""Choices that filters are applied to, in all questions together."""
Filter = Callable[[Mapping[str, str]], Code]
"""From the columns of a choice to the condition under which it is offered."""

FromFile = Callable[[str], list[Row]]
"""Reads the choices that are in a file beside the form."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice: its value in the form, its id, its label, and its row."""

    value: str
    id: str
    label: str
    row: Row


@dataclass(slots=True)
class ChoiceList:
    """One list of a form."""

    name: str
    id: str
    choices: list[Choice] = field(default_factory=list)

    def options(self) -> dict[str, tuple[str, ...]]:
        """Return the ids that each value stands for."""
        found: dict[str, tuple[str, ...]] = {}
        for choice in self.choices:
            found[choice.value] = (*found.get(choice.value, ()), choice.id)
        return found


@dataclass(frozen=True, slots=True)
class Wish:
    """What a question wants of a list: a filter, a random order. In a loop, conditions must stand at the question."""

    question: str
    filter: Filter | None = None
    random: bool = False
    looped: bool = False


class ListBook:
    """All lists of a form; those that a question uses are written to the draft."""

    def __init__(self, rows: list[Row], draft: Draft, report: Report, from_file: FromFile) -> None:
        self.rows: dict[str, list[Row]] = {}
        self.from_file = from_file
        self.draft, self.report = draft, report
        self.names = Names(prefix="list")
        self.lists: dict[str, ChoiceList] = {}
        self.variants: dict[str, str] = {}
        self.left = MOST_FILTERED
        for row in rows:
            if row.get("list_name"):
                self.rows.setdefault(row.get("list_name"), []).append(row)

    def get(self, name: str, label: Callable[[Row], str]) -> ChoiceList:
        """Return a list, with ids given when it is first asked for.

        Raises:
            Untranslatable: there is no such list.
        """
        if name not in self.rows and name.lower().endswith((".csv", ".xml", ".geojson")):
            self.rows[name] = self.from_file(name)
        if name not in self.rows:
            raise Untranslatable(f"there is no list '{name}' on the choices sheet")
        if name not in self.lists:
            self.lists[name] = self._read(name, label)
        return self.lists[name]

    def _read(self, name: str, label: Callable[[Row], str]) -> ChoiceList:
        found, ids = ChoiceList(name, self.names.new(name)), OptionNames()
        self.report.renamed(f"list {name}", name, found.id)
        seen: set[tuple[object, object]] = set()
        for row in self.rows[name]:
            value = row.get("name") or row.get("value")
            text = label(row) or value
            if not value:
                self.report.lost(row.place("name"), "a choice", "it has no name", "left out")
                continue
            same = (frozenset(row.cells.items()), frozenset(row.texts.items()))
            if same in seen:
                self.report.lost(row.place(), f"choice {value}", "it stands twice in its list", "left out once")
                continue
            seen.add(same)
            choice = Choice(value, ids.new(value), text, row)
            self.report.renamed(row.place("name"), f"{name}/{value}", f"{name}/{choice.id}")
            found.choices.append(choice)
        if not found.choices:
            raise Untranslatable(f"the list '{name}' has no choices")
        return found

    def use(self, found: ChoiceList, wish: Wish) -> str | list[Data]:
        """Return the id of the list, or of a variant of it made for a question and now in the draft, or options.

        Raises:
            Untranslatable: the filter cannot be said.
        """
        if wish.filter is None:
            id_ = f"{found.id}_shuffled" if wish.random else found.id
            self._write(id_, found, [option(choice.id, choice.label) for choice in found.choices], wish.random)
            return id_
        self.left -= len(found.choices)
        if self.left < 0:
            raise Untranslatable(f"filters would make more than {MOST_FILTERED:,} options")
        entries: list[Data] = []
        for choice in found.choices:
            columns = dict(choice.row.cells) | {"name": choice.value, "label": choice.label}
            when = wish.filter(columns)
            if when != FALSE:
                entries.append(option(choice.id, choice.label, when="" if when == TRUE else fitting(when)))
        if not entries:
            raise Untranslatable("its filter leaves no choice")
        if wish.looped:
            return entries
        made = repr((wish.random, entries))
        if made not in self.variants:
            self.variants[made] = self.names.new(f"{found.id}_{wish.question}")
            self._write(self.variants[made], found, entries, wish.random)
        return self.variants[made]

    def _write(self, id_: str, found: ChoiceList, entries: list[Data], random: bool) -> None:
        data: Data = {"title": found.name} | ({"order": "random"} if random else {})
        self.names.taken.add(id_)
        self.draft.lists.setdefault(id_, data | {"options": entries})

    def unused(self) -> list[str]:
        """Return the lists that no question uses."""
        return [name for name in self.rows if name not in self.lists]
