"""Coverage for commands: gathered by questionnaire, printed or written to a file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from .printing import put, say, shown

if TYPE_CHECKING:
    from ..rehearsal.coverage.collecting import Coverage
    from ..rehearsal.replay import Replayed


def coverage_of(replayed: Iterable[Replayed]) -> list[Coverage]:
    """Return what replays covered, one coverage for each questionnaire."""
    from ..rehearsal.coverage.collecting import Coverage

    found: dict[str, Coverage] = {}
    for one in replayed:
        coverage = found.setdefault(one.questionnaire.source_hash, Coverage(one.questionnaire))
        coverage.add_session(one.session, one.shown)
    return list(found.values())


def print_coverage(coverage: Coverage) -> None:
    """Print a table, and what was missed."""
    from ..rehearsal.coverage.reporting import coverage_lines

    for line in coverage_lines(coverage):
        put(line)


def write_coverage(coverages: list[Coverage], file: Path) -> None:
    """Write coverage to a file, in the form that its ending asks for; with several questionnaires, one file each."""
    for number, coverage in enumerate(coverages):
        name = file if not number else file.with_stem(f"{file.stem}-{coverage.questionnaire.id}")
        name.write_text(_FORMS.get(file.suffix, _text)(coverage), encoding="utf-8")
        say(f"Coverage of {coverage.questionnaire.title} is in {name}")


def _text(coverage: Coverage) -> str:
    from ..rehearsal.coverage.reporting import coverage_lines

    return shown("\n".join(coverage_lines(coverage, most=10**9)) + "\n")


def _json(coverage: Coverage) -> str:
    from ..rehearsal.coverage.reporting import coverage_data

    return json.dumps(coverage_data(coverage), ensure_ascii=False, indent=1) + "\n"


def _html(coverage: Coverage) -> str:
    from ..proof.graph.coverage import coverage_html

    return shown(coverage_html(coverage))


_FORMS = {".json": _json, ".html": _html, ".htm": _html}
