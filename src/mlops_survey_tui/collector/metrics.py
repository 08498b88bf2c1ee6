"""What is measured: numbers of answers and commits since the start. Nothing of them is about one respondent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

_BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0)


class Metrics:
    """Counters in memory."""

    def __init__(self) -> None:
        self._answers: Counter[tuple[int, str]] = Counter()
        self._commits = self._changes = 0
        self._seconds = 0.0
        self._within: Counter[float] = Counter()

    def answered(self, status: int, code: str) -> None:
        """Count an answer by its status and code."""
        self._answers[status, code] += 1

    def committed(self, changes: int, seconds: float) -> None:
        """Count a commit of so many changes."""
        self._commits, self._changes, self._seconds = (
            self._commits + 1,
            self._changes + changes,
            self._seconds + seconds,
        )
        self._within.update(bound for bound in _BOUNDS if seconds <= bound)

    def lines(self) -> Iterator[str]:
        """Yield everything in Prometheus' text format."""
        yield "# TYPE collector_answers_total counter"
        for (status, code), number in sorted(self._answers.items()):
            yield f'collector_answers_total{{status="{status}",code="{code}"}} {number}'
        yield "# TYPE collector_changes_total counter"
        yield f"collector_changes_total {self._changes}"
        yield "# TYPE collector_commit_seconds histogram"
        for bound in _BOUNDS:
            yield f'collector_commit_seconds_bucket{{le="{bound:g}"}} {self._within[bound]}'
        yield f'collector_commit_seconds_bucket{{le="+Inf"}} {self._commits}'
        yield f"collector_commit_seconds_sum {self._seconds:.6f}"
        yield f"collector_commit_seconds_count {self._commits}"
