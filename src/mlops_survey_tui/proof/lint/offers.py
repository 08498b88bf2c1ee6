"""Labels that stand together: the entries of a shared list, or the options written at a question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ...questionnaire.compiler.universe import draw_entries
from ...questionnaire.conditions.parse import ConditionFault
from ...questionnaire.format.lists import ListSpec, OptionSpec, SourceSpec
from .subject import Asked, Part, Subject

Entries = Sequence[SourceSpec | OptionSpec]


@dataclass(frozen=True, slots=True, eq=False)
class Label:
    """One entry, the part of the questionnaire that it is, and the group it stands in."""

    option: OptionSpec
    part: Part
    group: str = ""

    @property
    def text(self) -> str:
        """The label as written."""
        return self.option.label


@dataclass(frozen=True, slots=True, eq=False)
class Use:
    """A question that offers the labels, in a field: options, rows, columns, or the id of a scale.

    ``direct`` says that the question names the list itself, ``whole`` that it shows all of it.
    """

    asked: Asked
    field: str
    direct: bool = True
    whole: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Offer:
    """Labels that stand together, with the questions that offer them."""

    part: Part
    labels: tuple[Label, ...]
    order: str
    spec: ListSpec | None = None
    uses: list[Use] = field(default_factory=list)

    @property
    def texts(self) -> list[str]:
        """The labels as written."""
        return [label.text for label in self.labels]

    def in_field(self, *names: str) -> list[Use]:
        """Return the uses in these fields."""
        return [use for use in self.uses if use.field in names]

    def is_rated(self) -> bool:
        """Whether each label is an item of its own: a row of a matrix, or an item of a MaxDiff question."""
        return any(use.field == "rows" and use.asked.spec.shape == "matrix" for use in self.uses) or any(
            use.asked.spec.shape == "maxdiff" for use in self.uses
        )


def offers(subject: Subject) -> list[Offer]:
    """Return all labels that stand together, lists first; worked out once."""
    if "offers" not in subject.memory:
        subject.memory["offers"] = list(_offers(subject))
    found: list[Offer] = subject.memory["offers"]
    return found


def _offers(subject: Subject) -> Iterator[Offer]:
    lists = {name: _of_list(subject, name) for name in subject.draft.lists}
    own = []
    for asked in subject.questions:
        for name, steps, entries in entry_fields(asked):
            for list_name, direct, whole in lists_reached(subject, asked, entries):
                offer = lists[list_name]
                offer.uses.append(Use(asked, name, direct, whole))
                if direct and asked.part not in offer.part.around:
                    offer.part.around.append(asked.part)
            labels = _own_labels(asked, steps, entries)
            if labels:
                order = getattr(asked.spec, "order", None) or "natural"
                stated = order if name == asked.spec.entry_fields[0] else "natural"
                part = Part(asked.part.name, asked.part.place.at(*steps), {}, [asked.part])
                own.append(Offer(part, labels, stated, uses=[Use(asked, name)]))
    yield from lists.values()
    yield from own


def _of_list(subject: Subject, name: str) -> Offer:
    placed = subject.draft.lists[name]
    spec, place = placed.spec, placed.place
    whole = Part(f"list {name}", place, spec.allow, [subject.survey])

    def label(option: OptionSpec, around: Part, *steps: str | int, group: str = "") -> Label:
        return Label(option, Part(f"option {option.id} of {name}", place.at(*steps), option.allow, [around]), group)

    labels = [label(option, whole, "options", index) for index, option in enumerate(spec.options)]
    for number, group in enumerate(spec.groups):
        inside = Part(f"group {group.id} of {name}", place.at("groups", number), group.allow, [whole])
        for index, option in enumerate(group.options):
            labels.append(label(option, inside, "groups", number, "options", index, group=group.id))
    return Offer(whole, tuple(labels), spec.order, spec)


def _own_labels(asked: Asked, steps: tuple[str | int, ...], entries: Entries) -> tuple[Label, ...]:
    return tuple(
        Label(
            entry,
            Part(f"option {entry.id}", asked.part.place.at(*steps, index), entry.allow, [asked.part]),
        )
        for index, entry in enumerate(entries)
        if isinstance(entry, OptionSpec)
    )


def entry_fields(asked: Asked) -> Iterator[tuple[str, tuple[str | int, ...], Entries]]:
    """Yield the fields of a question that hold options, rows or columns, with the steps to them."""
    for name in asked.spec.entry_fields:
        entries = getattr(asked.spec, name, None)
        if entries:
            yield name, (name,), entries
    for index, scale in enumerate(getattr(asked.spec, "scales", [])):
        yield scale.id, ("scales", index, "columns"), scale.columns


def lists_reached(subject: Subject, asked: Asked, entries: Entries) -> list[tuple[str, bool, bool]]:
    """Return the lists whose entries these entries can show: name, whether named here, whether all are shown."""
    found: dict[str, tuple[str, bool, bool]] = {}
    for name, direct, whole in _reached(subject, asked, entries, set()):
        found.setdefault(name, (name, direct, whole))
    return list(found.values())


def _reached(subject: Subject, asked: Asked, entries: Entries, seen: set[str]) -> Iterator[tuple[str, bool, bool]]:
    for entry in entries:
        if isinstance(entry, OptionSpec):
            continue
        if entry.list in subject.draft.lists:
            yield str(entry.list), True, entry.exclude is None and entry.show is None
        elif entry.list_of is not None:
            yield from ((name, False, True) for name in _lists_of(subject, asked, entry))
        else:
            yield from ((name, False, False) for name in _carried(subject, asked, entry, seen))


def _lists_of(subject: Subject, asked: Asked, entry: SourceSpec) -> list[str]:
    try:
        return [name for name in subject.universes.lists_of(entry, asked.info.loops) if name in subject.draft.lists]
    except ConditionFault:
        return []


def _carried(subject: Subject, asked: Asked, entry: SourceSpec, seen: set[str]) -> Iterator[str]:
    """Yield the lists behind an earlier question or a draw."""
    name = entry.from_ or entry.draw or ""
    if name in seen:
        return
    seen.add(name)
    if name in subject.by_id:
        earlier = subject.by_id[name]
        for field_name, _, entries in entry_fields(earlier):
            if field_name in ("options", "rows", "extra_rows"):
                yield from (found for found, _, _ in _reached(subject, earlier, entries, seen))
    elif name in subject.symbols.draws:
        for entries in draw_entries(subject.symbols.draws[name].spec):
            yield from (found for found, _, _ in _reached(subject, asked, entries, seen))
