"""Writes the files of a draft to a folder."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..exit_codes import STORAGE, USAGE
from .draft import Data, Draft
from .failure import ImportFailure
from .yaml_text import yaml_text

LISTS_FILE = "lists/lists.yaml"


def files_of(draft: Draft) -> dict[str, Data]:
    """Return the data of each file, by its name relative to the questionnaire's folder."""
    names = [section["id"] for section in draft.sections]
    files: dict[str, Data] = {"survey.yaml": draft.manifest | {"sections": names}}
    files |= {f"sections/{section['id']}.yaml": section for section in draft.sections}
    return files | ({LISTS_FILE: {"lists": draft.lists}} if draft.lists else {})


def write(draft: Draft, folder: Path) -> dict[str, str]:
    """Write the files of a draft to a folder that has none yet; return their texts by name."""
    texts = {name: yaml_text(data) for name, data in files_of(draft).items()}
    for old in folder.glob("*"):
        shutil.rmtree(old) if old.is_dir() else old.unlink()
    for name, text in texts.items():
        file = folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
    return texts


def refuse_occupied(folder: Path) -> None:
    """Check that nothing would be overwritten.

    Raises:
        ImportFailure: there is something where the questionnaire should go.
    """
    if folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
        raise ImportFailure(f"{folder} is not empty; name another folder with --out, or remove it", USAGE)


@contextmanager
def workshop(target: Path) -> Iterator[Path]:
    """Give a temporary folder whose files move to ``target`` at the end; after an error nothing is left of it.

    Raises:
        ImportFailure: the folder cannot be made.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".import-", dir=target.parent) as name:
            folder = Path(name) / "questionnaire"
            folder.mkdir()
            yield folder
            target.mkdir(exist_ok=True)
            for part in folder.iterdir():
                part.replace(target / part.name)
    except OSError as error:
        raise ImportFailure(f"{target} cannot be written: {error.strerror}", STORAGE) from None
