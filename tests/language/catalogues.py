"""Keeps the catalogues of the interface in step with the code.

``python -m tests.language.catalogues`` brings all catalogues up to date, ``--add fr`` begins another language,
``--check`` says what is missing, and changes nothing. All of them compile what is there.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from mlops_survey_tui.language import CATALOGUES, DOMAIN

ROOT = Path(__file__).parents[2]
_HEADER = "# Texts of the interface of mlops-survey.\n# See docs/guide/translating.md.\n#"


@lru_cache(maxsize=1)
def template() -> Catalog:
    """Return all texts of the interface, as they stand in the code."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "texts.pot"
        options = ["-q", "extract", "-F", str(ROOT / "pyproject.toml"), "-k", "", "--no-location", "--sort-output"]
        command = [sys.executable, "-m", "babel.messages.frontend", *options, "-o", str(target), str(ROOT)]
        subprocess.run(command, check=True, cwd=ROOT)
        with target.open("rb") as file:
            return read_po(file)


def languages() -> list[str]:
    """Return the languages that have a catalogue."""
    return sorted(path.parent.parent.name for path in CATALOGUES.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def path_of(language: str, suffix: str = "po") -> Path:
    """Return where a catalogue is."""
    return CATALOGUES / language / "LC_MESSAGES" / f"{DOMAIN}.{suffix}"


def catalogue(language: str) -> Catalog:
    """Read a catalogue; an empty one of a language that has none yet."""
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language, domain=DOMAIN, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN)


def faults(language: str, texts: Catalog) -> Iterator[str]:
    """Yield what is missing in a catalogue, is uncertain, or stands in the code no more."""
    found = catalogue(language)
    if found.header_comment.strip() and found.fuzzy:
        yield f"{language}: the head is marked fuzzy"
    for message in texts:
        if not message.id:
            continue
        own = found.get(message.id, message.context)
        if own is None or not _whole(own):
            yield f"{language}: not translated: {message.id}"
        elif own.fuzzy:
            yield f"{language}: marked fuzzy: {message.id}"
    known = {key(message) for message in texts}
    yield from (f"{language}: not in the code: {own.id}" for own in found if own.id and key(own) not in known)
    yield from (f"{language}: obsolete: {own.id}" for own in found.obsolete.values())


def key(message: Message) -> tuple[str, str]:
    """Return what a text is found by."""
    return message.context or "", forms(message.id)[0]


def forms(text: str | Sequence[str] | None) -> list[str]:
    """Return the forms of a text for different numbers, or the one that it has."""
    return [text or ""] if isinstance(text, str) or text is None else list(text)


def _whole(message: Message) -> bool:
    return all(forms(message.string))


def update(language: str, texts: Catalog) -> None:
    """Bring a catalogue in step with the code: new texts are empty, those that went are dropped."""
    found = catalogue(language)
    found.update(texts, no_fuzzy_matching=True)
    found.obsolete.clear()
    found.header_comment, found.fuzzy = _HEADER, False
    found.project, found.version, found.creation_date = DOMAIN, "", texts.creation_date
    buffer = io.BytesIO()
    write_po(buffer, found, width=110, sort_output=True, omit_header=True)
    _replace(path_of(language), _head(language, found) + buffer.getvalue())


def _head(language: str, found: Catalog) -> bytes:
    """Return a head without dates, which would change with every update."""
    fields = {
        "Language": language,
        "Plural-Forms": found.plural_forms,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
    }
    lines = "".join(f'"{name}: {value}\\n"\n' for name, value in fields.items())
    return f'{_HEADER}\nmsgid ""\nmsgstr ""\n{lines}\n'.encode()


def compile_all() -> None:
    """Compile every catalogue that is newer than what was compiled of it."""
    for language in languages():
        source, target = path_of(language), path_of(language, "mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            _replace(target, compiled(catalogue(language)))


def compiled(found: Catalog) -> bytes:
    """Return a catalogue as the program reads it."""
    buffer = io.BytesIO()
    write_mo(buffer, found)
    return buffer.getvalue()


def _replace(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.{os.getpid()}")
    partial.write_bytes(content)
    partial.replace(target)


def main(arguments: list[str]) -> int:
    """Do what the arguments say; return 1 where a check finds something."""
    texts = template()
    if arguments == ["--check"]:
        found = [fault for language in languages() for fault in faults(language, texts)]
        print("\n".join(found), end="\n" if found else "")
        compile_all()
        return 1 if found else 0
    for language in arguments[1:] if arguments[:1] == ["--add"] else languages():
        update(language, texts)
        print("\n".join(faults(language, texts)) or f"{language}: complete")
    compile_all()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
