"""The licence of the data: the legal code, word for word, under a notice of what it covers."""

from __future__ import annotations

from pathlib import Path

from .citation import citation
from .contents import Contents, ReleaseError

_LICENCES = Path(__file__).parent / "licences"
_PLACES = {"CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/legalcode"}


def licence(contents: Contents) -> str:
    """Return the licence.

    Raises:
        ReleaseError: the codebook names a licence whose text is not here.
    """
    name = contents.codebook.licence
    file = _LICENCES / f"{name}.txt"
    if name not in _PLACES or not file.is_file():
        raise ReleaseError(f"there is no text of the licence {name}; known is {', '.join(_PLACES)}")
    return (
        f"These data are published under {name} ({_PLACES[name]}).\nTo give credit, cite: {citation(contents)}\n\n"
        f"The licence covers the data, the codebook and the reports in this folder. The questionnaire, and the\n"
        f"program that made the release, are under the Apache License 2.0.\n\n{'-' * 80}\n\n{file.read_text('utf-8')}"
    )
