"""The citation file (CITATION.cff, Citation File Format 1.2.0) and the citation in one line."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ..codebook.forms.outline import heading
from .contents import Contents

AUTHORS = "The mlops-survey contributors"
MESSAGE = "If you use these data, please cite them as below, with edition and version."


def citation(contents: Contents) -> str:
    """Return the citation in one line: that of the codebook, or one made from title, edition and version."""
    codebook = contents.codebook
    if codebook.citation:
        return codebook.citation
    place = f", {contents.homepage}" if contents.homepage else ""
    return f"{AUTHORS}: {heading(codebook)}, version {codebook.version}. Data set{place}"


def citation_file(contents: Contents) -> str:
    """Return the citation file. Values are written as JSON strings, which YAML reads as they are."""
    return "".join(f"{line}\n" for line in _lines(contents))


def _lines(contents: Contents) -> Iterator[str]:
    codebook = contents.codebook
    yield "cff-version: 1.2.0"
    yield f"message: {_text(MESSAGE)}"
    yield "type: dataset"
    yield f"title: {_text(heading(codebook))}"
    yield f"version: {_text(codebook.version)}"
    yield f"authors:\n  - name: {_text(AUTHORS)}"
    yield f"license: {_text(codebook.licence)}"
    if contents.homepage:
        yield f"url: {_text(contents.homepage)}"
    yield f"abstract: {_text(_abstract(contents))}"
    yield "keywords:\n  - MLOps\n  - machine learning\n  - survey"


def _abstract(contents: Contents) -> str:
    simulated = "Simulated data, which no person gave. " if contents.codebook.simulated else ""
    return (
        f"{simulated}Answers to the questionnaire {contents.codebook.questionnaire}, anonymised. "
        f"Hash of the questionnaire: {contents.codebook.hash}."
    )


def _text(text: str) -> str:
    return json.dumps(" ".join(text.split()), ensure_ascii=False)
