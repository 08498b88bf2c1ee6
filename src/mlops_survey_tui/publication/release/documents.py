"""The documents beside the data; a new one is a function and a line in this table."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from ..codebook.forms import FORMS
from ..codebook.forms.ddi import ddi
from ..codebook.model import Codebook
from .anonymity import anonymity
from .citation import citation_file
from .contents import Contents
from .licence import licence
from .readme import readme


def as_json(data: Any) -> str:
    """Return data as JSON for people and programs, keys in order."""
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _ddi(contents: Contents) -> str:
    return ddi(contents.codebook, contents.questionnaire.opens, contents.questionnaire.closes)


def _form(write: Callable[[Codebook], str]) -> Callable[[Contents], str]:
    return lambda contents: write(contents.codebook)


DOCUMENTS: Mapping[str, Callable[[Contents], str]] = {
    "README.md": readme,
    **{path: _ddi if write is ddi else _form(write) for path, write in FORMS.items()},
    "questionnaire/questionnaire.json": lambda contents: contents.questionnaire.to_json() + "\n",
    "anonymity.json": lambda contents: as_json(contents.anonymity),
    "anonymity.md": anonymity,
    "method.json": lambda contents: as_json(contents.method),
    "CITATION.cff": citation_file,
    "LICENSE": licence,
}
"""What writes each document, by its place in a release."""
