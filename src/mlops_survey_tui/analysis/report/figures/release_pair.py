"""The release that is reported, and perhaps that of an earlier edition beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..release import Release
from ..results import Result
from .registry import results_of
from .subjects import Subject, subjects_of


@dataclass(frozen=True)
class Editions:
    """An edition to report, and the one that it is compared with."""

    release: Release
    earlier: Release | None = None

    def subjects(self, question: str) -> list[Subject]:
        """Return the tables of the reported release that answer a question."""
        return _subjects(self.release, question)

    def earlier_subjects(self, question: str) -> list[Subject]:
        """Return the same of the earlier edition; none where there is no earlier one."""
        return _subjects(self.earlier, question) if self.earlier else []

    def results(self, question: str) -> Iterator[Result]:
        """Yield the plain results of a question."""
        for subject in self.subjects(question):
            yield from results_of(subject)


def _subjects(release: Release, question: str) -> list[Subject]:
    asked = release.codebook.question_by_id.get(question)
    return list(subjects_of(release, asked)) if asked else []
