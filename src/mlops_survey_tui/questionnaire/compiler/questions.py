"""Compiles one question."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Any

from .. import model
from ..conditions.parse import ConditionFault
from ..format.lists import OptionSpec, SourceSpec
from ..format.questions import QuestionSpec
from ..time_model import Effort, Material, words
from ..yaml_source import Place
from .designs import design_settings
from .parts import Parts
from .symbols import Context, QuestionInfo, Symbols
from .universe import BRANCHING, Entries, Universe, Universes

EXPECTED_CARRIED = 3.0
"""Items expected from an earlier question where the time parameters do not say."""


def compile_question(info: QuestionInfo, symbols: Symbols, universes: Universes) -> model.Question | None:
    """Compile a question; what is wrong with it goes to the report, and None comes back if it cannot stand at all."""
    parts = Parts(Context(symbols, info.order, info.loops), universes, info.place)
    return parts.guarded(info.place, lambda: _compile(info, parts), None)


def _compile(info: QuestionInfo, parts: Parts) -> model.Question:
    spec, place = info.spec, info.place
    told = len(place.report.faults)
    options, rows = _options(info, parts, "options"), _options(info, parts, "rows")
    outer = Parts(Context(parts.context.symbols, info.order, _outer(info)), parts.universes, place)
    compiled = model.Question(
        id=spec.id,
        kind=spec.kind,
        section=info.section,
        text=parts.texts(spec.text, place.at("text")),
        help=parts.texts(spec.help, place.at("help")),
        sensitivity=spec.sensitivity,
        when=parts.condition(spec.when, place.at("when")),
        required=spec.required,
        options=options,
        rows=rows,
        extra_rows=parts.sources(getattr(spec, "extra_rows", []), place.at("extra_rows")),
        beside=parts.sources(getattr(spec, "beside", None) or [], place.at("beside")),
        columns=_columns(spec, parts),
        loop=outer.loop(spec.loop, place.at("loop")),
        checks=_checks(spec, parts),
        settings=spec.settings() | _total(spec, parts),
        topics=tuple(spec.topics),
        probes=tuple(spec.probes),
        answers_like=spec.answers_like,
    )
    reads = tuple(sorted((parts.reads | outer.reads | {f"section:{info.section}"}) - {spec.id}))
    varies, finished = parts.varies, dict[str, Any]()
    parts.specials(spec.special or [], place.at("special"))
    parts.specials(getattr(spec, "row_special", None) or [], place.at("row_special"))
    if len(place.report.faults) == told:
        finished = parts.guarded(place, lambda: _finished(compiled, info, parts), finished)
    else:
        with suppress(ConditionFault):
            _check(info, parts)
    return replace(compiled, reads=reads, varies=varies, **finished)


def _finished(question: model.Question, info: QuestionInfo, parts: Parts) -> dict[str, Any]:
    """Return fields that follow from the question's parts as a whole, and report what does not fit together."""
    spec, universes = info.spec, parts.universes
    universes.type_of(info)
    _check(info, parts)
    more = {"ends": _ends(info, universes), "help_shown": spec.time.help_read >= 1} | design_settings(info, parts)
    return {
        "specials": parts.specials(universes.special_names(spec)),
        "row_specials": parts.specials(universes.row_special_names(spec)),
        "order": _order(spec, parts),
        "searchable": _searchable(spec, universes),
        "settings": dict(question.settings) | _kept(more),
        "seconds": _seconds(info, universes),
    }


def _total(spec: QuestionSpec, parts: Parts) -> dict[str, Any]:
    """Return the total of an allocation, which may depend on earlier answers."""
    if not hasattr(spec, "total"):
        return {}
    parts.varies |= not isinstance(spec.total, int)
    return {"total": parts.number(spec.total, parts.place.at("total"))}


def _outer(info: QuestionInfo) -> tuple[str, ...]:
    return info.loops[:-1] if info.spec.loop else info.loops


def _options(info: QuestionInfo, parts: Parts, field: str) -> tuple[model.Source, ...]:
    entries = getattr(info.spec, field, None)
    if not entries:
        return ()
    sources = parts.sources(entries, info.place.at(field))
    if info.spec.shape == "matrix" or field != info.spec.entry_fields[0]:
        return sources
    none: Universe = {}
    ordinary = parts.guarded(info.place.at(field), lambda: parts.universes.ordinary_specials(info.spec), none)
    return sources + parts.ordinary(list(ordinary.values()))


def _columns(spec: QuestionSpec, parts: Parts) -> tuple[model.ScaleColumns, ...]:
    columns = getattr(spec, "columns", None)
    if columns:
        return (model.ScaleColumns("", "", parts.sources(columns, parts.place.at("columns"))),)
    seen: set[str] = set()
    scales = []
    for index, scale in enumerate(getattr(spec, "scales", [])):
        place = parts.place.at("scales", index)
        if scale.id in seen:
            place.at("id").fault("I201", f"scale '{scale.id}' stands twice")
        seen.add(scale.id)
        scales.append(model.ScaleColumns(scale.id, scale.title, parts.sources(scale.columns, place.at("columns"))))
    return tuple(scales)


def _checks(spec: QuestionSpec, parts: Parts) -> tuple[model.Check, ...]:
    """Compile the remarks on an answer, which may refer to the question itself."""
    if not spec.checks:
        return ()
    inside = Parts(replace(parts.context, own=spec.id), parts.universes, parts.place)
    compiled = []
    for index, check in enumerate(spec.checks):
        place = parts.place.at("checks", index)
        when = inside.condition(check.when, place.at("when"))
        message = inside.texts(check.message, place.at("message"))
        if when is not None:
            compiled.append(model.Check(when, message, check.hard))
    parts.reads |= inside.reads
    return tuple(compiled)


def _lists(spec: QuestionSpec, universes: Universes) -> list[Any]:
    entries = getattr(spec, spec.entry_fields[0], []) if spec.entry_fields else []
    return [universes.list_named(e.list) for e in entries if isinstance(e, SourceSpec) and e.list is not None]


def _order(spec: QuestionSpec, parts: Parts) -> str:
    lists = _lists(spec, parts.universes)
    orders = {"natural" if found.order == "lifecycle" else found.order for found in lists}
    inherited: str = orders.pop() if len(orders) == 1 else "natural"
    stated = getattr(spec, "order", None)
    if stated in ("random", "alpha") and inherited == "natural" and any(found.order == "natural" for found in lists):
        parts.place.at("order").fault("S510", f"the list of '{spec.id}' has a natural order")
    return str(stated or inherited)


def _searchable(spec: QuestionSpec, universes: Universes) -> bool:
    stated = getattr(spec, "searchable", None)
    return bool(stated) if stated is not None else any(found.searchable for found in _lists(spec, universes))


def _kept(settings: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in settings.items() if value}


def _ends(info: QuestionInfo, universes: Universes) -> dict[str, str]:
    return {id_: option.end for id_, option in universes.branching_options(info).items() if option.end}


def _check(info: QuestionInfo, parts: Parts) -> None:
    def counts(field: str) -> int:
        entries: Entries = getattr(info.spec, field, None) or []
        return _fixed_count(entries, info, parts)

    for code, message, field in info.spec.faults(counts):
        info.place.at(field).fault(code, message)
    _check_beside(info, parts)
    for field in info.spec.entry_fields:
        entries = getattr(info.spec, field, None)
        required = type(info.spec).model_fields[field].is_required()
        if (required and not entries) or (entries and not parts.universes.of_entries(entries, info.loops)):
            info.place.at(field).fault("S501", f"'{info.spec.id}' offers no {field}")
        for index, entry in enumerate(entries or ()):
            _check_branching(info.spec, field, entry, info.place.at(field, index))


def _check_beside(info: QuestionInfo, parts: Parts) -> None:
    """Report what cannot be shown beside the rows of an allocation."""
    for index, entry in enumerate(getattr(info.spec, "beside", None) or ()):
        name = entry.from_ if isinstance(entry, SourceSpec) else None
        kind = parts.universes.question_named(name).spec.shape if name is not None else ""
        if kind != "allocation":
            info.place.at("beside", index).fault("C306", "only an earlier allocation (from: ...) can stand beside rows")


def _check_branching(spec: QuestionSpec, field: str, entry: SourceSpec | OptionSpec, place: Place) -> None:
    """Report options that end or skip where choosing one of them does not decide the way."""
    if isinstance(entry, SourceSpec):
        return
    if entry.end and (spec.shape != "single" or field != "options"):
        place.at("end").fault("F104", f"option '{entry.id}': only options of a single question can end the interview")
    if entry.skip_to and (spec.shape not in BRANCHING or field != "options"):
        place.at("skip_to").fault("F104", f"option '{entry.id}': only options of single and multi questions can skip")


def _fixed_count(entries: Entries, info: QuestionInfo, parts: Parts) -> int:
    """Return how many options these entries give; -1 where that depends on answers."""
    total = len(parts.universes.ordinary_specials(info.spec))
    for entry in entries:
        if isinstance(entry, OptionSpec):
            total += 1
        elif entry.list is None or entry.when is not None or entry.exclude is not None:
            return -1
        else:
            size = len(parts.universes.of_entries([entry], info.loops))
            total += min(size, entry.show or size)
    return total


def _seconds(info: QuestionInfo, universes: Universes) -> model.Seconds:
    stem, help_text = _plain(info.spec.text), _plain(info.spec.help)
    material = _material(info, universes)
    typical, longest, repeat = (round(info.spec.seconds(stem, help_text, material, effort), 2) for effort in Effort)
    return model.Seconds(typical, longest, repeat)


def _plain(text: Any) -> str:
    if isinstance(text, str):
        return text
    variants: list[str] = getattr(text, "one_of", None) or [wording.text for wording in text] or [""]
    return max(variants, key=words)


def _material(info: QuestionInfo, universes: Universes) -> Material:
    spec = info.spec
    defined = universes.symbols.draft.specials
    specials = [defined[name].label for name in universes.special_names(spec) if name in defined]
    option_count, option_words = _reading(getattr(spec, "options", []), info, universes)
    row_count, row_words = _reading(getattr(spec, "rows", []), info, universes)
    if spec.time.rows:
        row_words, row_count = row_words / max(row_count, 1) * spec.time.rows, spec.time.rows
    columns = [getattr(spec, "columns", []), *(scale.columns for scale in getattr(spec, "scales", []))]
    row_specials = sum(words(option.label) for option in universes.row_specials(spec).values())
    column_words = sum(_reading(entries, info, universes)[1] for entries in columns) + row_specials
    extra = sum(map(words, specials))
    return Material(
        option_count=round(option_count) + (len(specials) if option_count else 0),
        option_words=option_words + (extra if option_count else 0),
        row_count=round(row_count),
        row_words=row_words,
        column_words=column_words,
    )


def _reading(entries: Entries, info: QuestionInfo, universes: Universes) -> tuple[float, float]:
    """Return how many options these entries are expected to show, and how many words that makes."""
    count = word_count = 0.0
    for entry in entries:
        universe: Universe = universes.of_entries([entry], info.loops)
        shown = _expected_count(entry, len(universe), info, universes)
        count += shown
        word_count += shown * sum(words(option.label) for option in universe.values()) / max(1, len(universe))
    return count, word_count


def _expected_count(entry: SourceSpec | OptionSpec, size: int, info: QuestionInfo, universes: Universes) -> float:
    if isinstance(entry, OptionSpec):
        return 1
    if entry.show:
        return min(size, entry.show)
    if entry.list_of:
        return size / max(1, len(universes.lists_of(entry, info.loops)))
    if entry.draw is not None:
        spec = universes.symbols.draws[entry.draw].spec
        return spec.total or spec.take or sum(stratum.take for stratum in spec.strata) or 1
    if entry.from_ is not None and entry.take in ("selected", "ranked", "above_zero"):
        return universes.question_named(entry.from_).spec.time.selected or EXPECTED_CARRIED
    return size


__all__ = ["ConditionFault", "compile_question"]
