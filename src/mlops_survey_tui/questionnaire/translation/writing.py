"""Writes a translation file anew: what is missing is added, what changed is marked, and no translation is lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from ..format.translations import TranslatedSpec, TranslationFile
from .comments import Comments, comments_of
from .matching import as_found_source, is_empty, is_stale
from .reading import Translation, source_of
from .texts import SourceText

WIDTH, SHORT = 110, 80
_HEAD = (
    "Each text stands under 'from' as the questionnaire has it; its translation goes under 'text'.",
    "Keep what stands in {braces}, but for the words behind a |. Where 'was' stands, the questionnaire has changed",
    "since: mend the text, then take the line 'was' out. More: docs/guide/translating.md",
)


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines line by line, and lists of names on one line."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write every text out."""
        return True

    def choose_scalar_style(self) -> Any:
        """Use double quotes where they do not break lines with backslashes."""
        style, text = super().choose_scalar_style(), getattr(self.event, "value", "")
        return '"' if style == "'" and len(text) < SHORT else style


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


def _names(dumper: yaml.SafeDumper, names: list[Any]) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", names, flow_style=True)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(list, _names)

Entry = dict[str, Any]


def written(language: str, texts: Mapping[str, SourceText], translation: Translation | None, schema: str = "") -> str:
    """Return the text of a translation file for the texts that there are now.

    Texts stand in the order of the questionnaire. What the file has for texts that are gone is kept under ``parked``,
    and comes back with them, or with a text under another key that reads the same.
    """
    old = translation.spec.texts if translation is not None else {}
    spare = _spare(texts, translation.spec) if translation is not None else {}
    entries = {
        key: _entry(text, _found(text, old, spare)) for key, text in texts.items() if _is_asked(text, old, spare)
    }
    parked = {key: _data(entry) for key, entry in spare.items() if not is_empty(entry) or entry.note}
    comments = comments_of(translation.place.document) if translation is not None else Comments(head=list(_HEAD))
    note = translation.spec.note if translation is not None else ""
    return "".join(_lines(language, note, entries, parked, comments, schema))


def _spare(texts: Mapping[str, SourceText], spec: TranslationFile) -> dict[str, TranslatedSpec]:
    """Return the entries that have no text now; two of the same key are both kept."""
    spare = dict(spec.parked)
    for key, entry in spec.texts.items():
        if key not in texts:
            name = key
            while name in spare and spare[name] != entry:
                name += "_"
            spare[name] = entry
    return spare


def _is_asked(text: SourceText, old: Mapping[str, TranslatedSpec], spare: Mapping[str, TranslatedSpec]) -> bool:
    """Whether a text gets an entry: names that are only searched get one where there are any."""
    return bool(text.source) or any(text.key in found and not is_empty(found[text.key]) for found in (old, spare))


def _found(
    text: SourceText, old: Mapping[str, TranslatedSpec], spare: dict[str, TranslatedSpec]
) -> TranslatedSpec | None:
    """Return the entry of a text; one that was put aside is used for the same key, or for the same words."""
    entry = old.get(text.key)
    if entry is not None and not is_empty(entry):
        return entry
    alike = (key for key, parked in spare.items() if not is_empty(parked) and not is_stale(parked, text))
    own = text.key if text.key in spare and not is_empty(spare[text.key]) else None
    name = own or (None if text.shown.whole else next(alike, None))
    return spare.pop(name) if name is not None else entry


def _entry(text: SourceText, entry: TranslatedSpec | None) -> Entry:
    source = text.source if isinstance(text.source, str) else list(text.source)
    data: Entry = {"from": source, "text": [] if text.shown.whole else ""}
    if entry is None:
        return data
    if not is_empty(entry) and source_of(entry) != as_found_source(text):
        data = {"from": source, "was": entry.from_ if entry.was is None else entry.was}
    return {**data, "text": entry.text or data["text"], **({"note": entry.note} if entry.note else {})}


def _data(entry: TranslatedSpec) -> Entry:
    return entry.model_dump(by_alias=True, exclude_defaults=True)


def _lines(
    language: str, note: str, entries: Mapping[str, Entry], parked: Mapping[str, Entry], comments: Comments, schema: str
) -> Iterator[str]:
    if schema:
        yield f"# yaml-language-server: $schema={schema}\n"
    yield from _comments(comments.head, "")
    yield _dumped({"language": language, **({"note": note} if note else {})}, "")
    for name, block in (("texts", entries), ("parked", parked)):
        if block:
            yield f"{name}:\n"
        for key, entry in block.items():
            yield from _comments(comments.by_key.get(key, ()), "  ")
            yield _dumped({key: entry}, "  ")
    yield from _comments(comments.tail, "")


def _comments(lines: Any, indent: str) -> Iterator[str]:
    for line in lines:
        yield f"{indent}# {line}".rstrip() + "\n"


def _dumped(data: Entry, indent: str) -> str:
    text = yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH)
    return "".join(f"{indent}{line}" if line.strip() else line for line in text.splitlines(keepends=True))
