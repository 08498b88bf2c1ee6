"""Puts translated texts into what was read from a questionnaire's files, so that they are checked like any other."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path as FilePath
from typing import Any

from ..compiler.draft import Draft
from ..yaml_source import Document, Documents, Path, Place
from .matching import Match
from .texts import Found, SourceText


def translate_documents(found: Match, documents: Documents) -> None:
    """Put what a translation gives into the documents of a questionnaire; faults in it will name its own lines."""
    texts = [found.texts[key] for key in found.given]
    files: dict[FilePath, list[SourceText]] = {}
    for text in texts:
        if not text.apart:
            files.setdefault(text.place.document.file, []).append(text)
    for of_file in files.values():
        documents.replace(_translated(of_file[0].place.document, of_file, found))


def translate_apart(found: Match, draft: Draft) -> None:
    """Translate special answers that no file defines, and fields of options where texts write them out."""
    for kind, (name, *inner), text in _apart(found):
        if kind == "special_answers":
            draft.specials[name] = draft.specials[name].model_copy(update={"label": found.given[text.key]})
        elif kind == "lists":
            draft.field_words.setdefault(inner[-1], {})[str(text.source)] = str(found.given[text.key])


def outcome_labels(found: Match) -> dict[str, dict[str, str]]:
    """Return by draw the words for its outcomes."""
    labels: dict[str, dict[str, str]] = {}
    for kind, (name, *inner), text in _apart(found):
        if kind == "draws":
            labels.setdefault(name, {})[inner[-1]] = str(found.given[text.key])
    return labels


def _apart(found: Match) -> Iterator[tuple[str, list[str], SourceText]]:
    """Yield what cannot be replaced in the files, with its key in parts."""
    for text in (found.texts[key] for key in found.given if found.texts[key].apart):
        kind, *inner = text.key.split(".")
        yield kind, inner, text


def _translated(document: Document, texts: list[SourceText], found: Match) -> Document:
    data = copy.deepcopy(document.data)
    brought: dict[Path, Place] = {}
    for text in texts:
        path = text.place.real_path()
        _put(data, path, _words(text, found.given[text.key]))
        if text.key in found.translation.spec.texts:
            brought[path] = found.translation.at(text.key, "text")
    return replace(document, data=data, brought=brought)


def _words(text: SourceText, given: Found) -> str | list[str]:
    """Return what stands in the place of a text; names in another language are added, since all are searched."""
    if isinstance(given, str):
        return given
    return list(dict.fromkeys([*text.source, *given]))


def _put(data: Any, path: Path, value: Any) -> None:
    for step in path[:-1]:
        data = data[step]
    data[path[-1]] = value
