"""Finds, compiles and caches questionnaires."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ..light import blake2b
from .cache import cached, keep
from .errors import Fault, QuestionnaireInvalid
from .limits import MAXIMUM_BYTES
from .model import Questionnaire
from .plain_file import read_plain
from .shipped import SHIPPED

if TYPE_CHECKING:
    from ..language import Lookup

_OWN_WORDS = "words of the program"
"""Stands among the files of a translated questionnaire for what the interface's catalogue gives to it."""


def read_contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every YAML file of a questionnaire, by its name relative to the folder.

    Raises:
        QuestionnaireInvalid: there is no questionnaire in the folder, or it is too large or cannot be read.
    """
    if not (folder / "survey.yaml").is_file():
        raise QuestionnaireInvalid([Fault("survey.yaml", 1, "F101", f"there is no questionnaire in {folder}")])
    names = [name for name in ("survey.yaml", "rotation.yaml") if (folder / name).is_file()]
    names += [f"{part}/{name}" for part in ("sections", "lists", "designs") for name in _files_in(folder / part)]
    contents: dict[str, bytes] = {}
    left = MAXIMUM_BYTES
    for name in names:
        contents[name] = _read(folder / name, name, left)
        left -= len(contents[name])
    return contents


def _files_in(folder: Path) -> list[str]:
    """Return the names of the YAML files of a folder, in order."""
    try:
        with os.scandir(folder) as entries:
            return sorted(entry.name for entry in entries if entry.name.endswith(".yaml") and entry.is_file())
    except OSError:
        return []


def _read(file: Path, name: str, most: int) -> bytes:
    try:
        content = read_plain(file, most + 1)
    except OSError as error:
        raise QuestionnaireInvalid([Fault(name, 1, "F101", f"{name} cannot be read: {error.strerror}")]) from None
    if len(content) > most:
        raise QuestionnaireInvalid([Fault(name, 1, "F103", f"more than {MAXIMUM_BYTES // 1_000_000} MB in all files")])
    return content


def hash_of(contents: Mapping[str, bytes]) -> str:
    """Return the hash of a questionnaire's files (name to content): 32 hexadecimal digits of BLAKE2b."""
    digest = blake2b(digest_size=16)
    for name in sorted(contents):
        digest.update(f"{name}\0{len(contents[name])}\0".encode(errors="surrogateescape"))
        digest.update(contents[name])
    return digest.hexdigest()


def load(folder: Path, cache: Path | None = None, language: str = "", built_in: Lookup | None = None) -> Questionnaire:
    """Return the questionnaire in a folder, in its own language or translated.

    With a ``cache`` folder, a questionnaire whose files have not changed comes from there, or from what was compiled
    when the program was built; without one it is always compiled. ``built_in`` gives the words of the program that
    belong to a questionnaire in the language; the catalogues of the interface do, unless it is given.

    Raises:
        QuestionnaireInvalid: the files have faults; the exception lists all of them.
    """
    contents = read_contents(folder)
    source = _compiled(hash_of(contents), cache, lambda own_hash: _compile(folder, own_hash))
    if language in ("", source.language):
        return source
    from .translation.built_in import lookup_in

    return _translated(folder, contents, cache, source, language, built_in or lookup_in(language))


def kept(folder: Path, cache: Path) -> Questionnaire | None:
    """Return the questionnaire in a folder if it was compiled before; nothing is compiled, and nothing written.

    Raises:
        QuestionnaireInvalid: there is no questionnaire in the folder, or it cannot be read.
    """
    return cached(hash_of(read_contents(folder)), cache)


def _translated(
    folder: Path, contents: dict[str, bytes], cache: Path | None, source: Questionnaire, language: str, words: Lookup
) -> Questionnaire:
    """Return a questionnaire in a language that its folder has a translation for."""
    from .translation.built_in import ALL

    name = f"translations/{language}.yaml"
    own = "\n".join(map(words, ALL)).encode()
    content_hash = hash_of({**contents, name: _read(folder / name, name, MAXIMUM_BYTES), _OWN_WORDS: own})

    def build(its_hash: str) -> Questionnaire:
        from .translation.compiling import compile_translation

        return compile_translation(folder, source, language, its_hash, words)

    return _compiled(content_hash, cache, build)


def _compile(folder: Path, content_hash: str) -> Questionnaire:
    from .compiler import compile_folder

    return compile_folder(folder, content_hash)


def _compiled(content_hash: str, cache: Path | None, build: Callable[[str], Questionnaire]) -> Questionnaire:
    """Return what was compiled before, or build it and keep it in the cache."""
    found = cached(content_hash, cache) if cache else None
    if found is not None:
        return found
    compiled = build(content_hash)
    if cache is not None:
        keep(compiled, cache)
    return compiled


def current_edition() -> Path:
    """Return the folder of the newest edition that is shipped with the program or found in the checkout."""
    editions = [folder for folder in SHIPPED.iterdir() if folder.name.isdigit()]
    return max(editions, key=lambda folder: int(folder.name))
