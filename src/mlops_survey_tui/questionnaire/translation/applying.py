"""Puts translated texts into what was read from a questionnaire's files, so that they are checked like any other."""

from __future__ import annotations

import copy
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


def translate_built_in(found: Match, draft: Draft) -> None:
    """Give the special answers that no file defines the labels of a translation."""
    for key, words in found.given.items():
        kind, name, *_ = key.split(".")
        if found.texts[key].apart and kind == "special_answers":
            draft.specials[name] = draft.specials[name].model_copy(update={"label": words})


def outcome_labels(found: Match) -> dict[str, dict[str, str]]:
    """Return by draw the words for its outcomes."""
    labels: dict[str, dict[str, str]] = {}
    for key, words in found.given.items():
        kind, name, *rest = key.split(".")
        if found.texts[key].apart and kind == "draws":
            labels.setdefault(name, {})[rest[-1]] = str(words)
    return labels


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
