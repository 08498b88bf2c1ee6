"""Every text of a questionnaire that people read, under a key that stays when other texts come and go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..compiler.draft import DEFAULT_SPECIALS, Draft, Placed
from ..format.base import RandomWording, Shown, Spec, Wording
from ..format.lists import GroupSpec, ListSpec, OptionSpec, SpecialSpec
from ..format.manifest import Manifest, SectionSpec
from ..templates import placeholders
from ..yaml_source import Place

Found = str | tuple[str, ...]

_APART = {Manifest: ("lists", "special_answers", "sections", "draws", "offers"), SectionSpec: ("draws", "questions")}
"""Fields whose texts have keys of their own, so that they may move to another file or section."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text as the questionnaire has it, or several names as a tuple, and where it is written or would be.

    The words of ``built_in`` ones are the program's. Those that stand ``apart`` cannot be replaced in the files: ids,
    what conditions read, and what no file has.
    """

    key: str
    source: Found
    place: Place
    shown: Shown
    built_in: bool = False
    apart: bool = False


def texts_of(draft: Draft) -> dict[str, SourceText]:
    """Return all texts by key, in the order in which people read them."""
    found: dict[str, SourceText] = {}
    for text in _all(draft):
        found.setdefault(text.key, text)
    written_out = _written_out(found.values())
    for text in (*_outcomes(draft, written_out), *_fields(draft, written_out)):
        found.setdefault(text.key, text)
    return found


def _written_out(texts: Iterable[SourceText]) -> frozenset[str]:
    """Return what the placeholders of all texts name."""
    names = (placeholders(text.source) for text in texts if text.shown.template and isinstance(text.source, str))
    return frozenset(name for some in names for name in some)


def _outcomes(draft: Draft, written_out: frozenset[str]) -> Iterator[SourceText]:
    """Yield the outcomes of draws that texts write out, since these are words as much as ids."""
    manifest = draft.manifest
    owners = [(manifest.spec.draws, manifest.place), *((one.spec.draws, one.place) for one in draft.sections)]
    for draws, place in owners:
        for name, drawn in draws.items():
            for index, id_ in enumerate(drawn.one_of if name in written_out else ()):
                where = place.at("draws", name, "one_of", index)
                yield SourceText(f"draws.{name}.one_of.{id_}", id_, where, _shown(SpecialSpec, "label"), apart=True)


def _fields(draft: Draft, written_out: frozenset[str]) -> Iterator[SourceText]:
    """Yield the further fields of options that texts write out; conditions go on reading what the files have."""
    fields = {name.partition(".")[2] for name in written_out}
    for name, placed in draft.lists.items():
        for option, place in _options(placed):
            for field in fields.intersection(placed.spec.fields):
                value = option.fields.get(field)
                if isinstance(value, str) and value:
                    key = f"lists.{name}.options.{option.id}.{field}"
                    yield SourceText(key, value, place.at(field), _shown(SpecialSpec, "label"), apart=True)


def _options(placed: Placed[ListSpec]) -> Iterator[tuple[OptionSpec, Place]]:
    for index, option in enumerate(placed.spec.options):
        yield option, placed.place.at("options", index)
    for number, group in enumerate(placed.spec.groups):
        for index, option in enumerate(group.options):
            yield option, placed.place.at("groups", number, "options", index)


def _all(draft: Draft) -> Iterator[SourceText]:
    manifest, place = draft.manifest.spec, draft.manifest.place
    yield from _walk(manifest, place, "survey")
    for section in draft.sections:
        yield from _walk(section.spec, section.place, f"sections.{section.spec.id}")
        yield from _inside(section.spec.draws, section.place.at("draws"), "draws")
        for question in section.questions:
            yield from _walk(question.spec, question.place, f"questions.{question.spec.id}")
    yield from _inside(manifest.draws, place.at("draws"), "draws")
    for name, placed in draft.lists.items():
        yield from _walk(placed.spec, placed.place, f"lists.{name}")
    yield from _specials(draft)
    yield from _inside(manifest.offers, place.at("offers"), "offers")


def _walk(spec: Spec, place: Place, key: str) -> Iterator[SourceText]:
    for name, field in type(spec).model_fields.items():
        value, where = getattr(spec, name), place.at(field.alias or name)
        shown = next((mark for mark in field.metadata if isinstance(mark, Shown)), None)
        if shown is not None:
            built_in = name not in spec.model_fields_set
            yield from _texts(shown, value, where, f"{key}.{name}", built_in)
        elif name not in _APART.get(type(spec), ()):
            yield from _inside(value, where, _key(spec, key, name.rstrip("_")))


def _key(spec: Spec, key: str, name: str) -> str:
    """Return the key of a part; that of options in a group does not name the group, so that they may change it."""
    return f"{key.rpartition('.groups.')[0]}.{name}" if isinstance(spec, GroupSpec) else f"{key}.{name}"


def _inside(value: Any, place: Place, key: str) -> Iterator[SourceText]:
    for step, name, part in _steps(value):
        inner = f"{key}.{name}" if name else key
        if isinstance(part, Spec):
            yield from _walk(part, place.at(*step), inner)
        elif isinstance(part, list | dict):
            yield from _inside(part, place.at(*step), inner)


def _steps(value: Any) -> Iterable[tuple[tuple[str | int, ...], str, Any]]:
    if isinstance(value, Spec):
        return [((), "", value)]
    if isinstance(value, Mapping):
        return [((name,), str(name), part) for name, part in value.items()]
    if isinstance(value, list):
        return [((index,), str(getattr(part, "id", index + 1)), part) for index, part in enumerate(value)]
    return ()


def _texts(shown: Shown, value: Any, place: Place, key: str, built_in: bool) -> Iterator[SourceText]:
    if shown.whole:
        yield SourceText(key, tuple(value), place, shown)
    elif isinstance(value, str):
        if value:
            yield SourceText(key, value, place, shown, built_in)
    elif isinstance(value, RandomWording):
        yield from _texts(shown, value.one_of, place.at("one_of"), key, built_in)
    else:
        for index, part in enumerate(value):
            where, text = (place.at(index), part) if isinstance(part, str) else _wording(part, place.at(index))
            yield from _texts(shown, text, where, f"{key}.{index + 1}", built_in)


def _wording(wording: Wording, place: Place) -> tuple[Place, str]:
    return place.at("text"), wording.text


def _specials(draft: Draft) -> Iterator[SourceText]:
    """Yield the labels of special answers: those that files define, and those built in that some question offers."""
    offered = _offered(draft)
    for name, spec in draft.specials.items():
        place = draft.special_places.get(name)
        if place is not None:
            yield from _walk(spec, place, f"special_answers.{name}")
        elif name in offered and name in DEFAULT_SPECIALS:
            where = draft.manifest.place.at("special_answers", name, "label")
            yield SourceText(
                f"special_answers.{name}.label", spec.label, where, _shown(SpecialSpec, "label"), True, apart=True
            )


def _offered(draft: Draft) -> frozenset[str]:
    found = {name for placed in draft.lists.values() for name in placed.spec.special}
    for section in draft.sections:
        for question in section.questions:
            found.update(question.spec.special or ())
            found.update(getattr(question.spec, "row_special", None) or ())
    return frozenset(found)


def _shown(model: type[Spec], name: str) -> Shown:
    return next(mark for mark in model.model_fields[name].metadata if isinstance(mark, Shown))
