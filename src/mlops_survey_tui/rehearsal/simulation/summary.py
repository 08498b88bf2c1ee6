"""What a simulation came to, in a few lines."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from statistics import median

from ...interview.events import EventKind
from .fit import Choices, root_likelihood, separation, utilities
from .run import Result

_MOST_NAMED = 10


class Summary:
    """Counts results as they come. Times and fits are kept by persona."""

    def __init__(self) -> None:
        self.count = 0
        self.endings: Counter[tuple[str, str]] = Counter()
        self.minutes: dict[str, list[float]] = defaultdict(list)
        self.dropped: Counter[str] = Counter()
        self.contradictions: list[str] = []
        self.choices: dict[str, list[tuple[str, Choices]]] = defaultdict(list)

    def add(self, result: Result) -> None:
        """Take in one interview."""
        self.count += 1
        self.endings[result.persona, result.ended or "left"] += 1
        if result.ended == "complete":
            self.minutes[result.persona].append(result.seconds / 60)
        self.dropped[result.persona] += any(event.kind is EventKind.DROPPED for event in result.events)
        self.contradictions += [f"interview {result.number}: {one}" for one in result.contradictions]
        for page, choices in result.maxdiff.items():
            self.choices[page.partition("@")[0]].append((result.persona, choices))

    def fits(self, question: str) -> dict[str, list[float]]:
        """Return by persona the root likelihoods of the answers to a MaxDiff question."""
        people = self.choices[question]
        items = utilities(choices for _, choices in people)
        fits: dict[str, list[float]] = defaultdict(list)
        for persona, (sets, answer) in people:
            fits[persona].append(root_likelihood(sets, answer, items))
        return fits

    def lines(self) -> Iterator[str]:
        """Yield the summary."""
        yield f"{self.count} simulated interviews"
        yield ""
        yield f"{'persona':<24}{'complete':>9}{'left':>7}{'other':>7}{'median min':>12}{'dropped modules':>17}"
        for persona in sorted({name for name, _ in self.endings}):
            complete, left = self.endings[persona, "complete"], self.endings[persona, "left"]
            other = sum(n for (name, _), n in self.endings.items() if name == persona) - complete - left
            minutes = f"{median(self.minutes[persona]):.1f}" if self.minutes[persona] else "-"
            yield f"{persona:<24}{complete:>9}{left:>7}{other:>7}{minutes:>12}{self.dropped[persona]:>17}"
        for question in self.choices:
            yield from self._fit_lines(question)
        yield ""
        yield f"{len(self.contradictions)} contradictions between what was shown and what was answered"
        yield from (f"  {one}" for one in self.contradictions[:_MOST_NAMED])

    def _fit_lines(self, question: str) -> Iterator[str]:
        fits = self.fits(question)
        sizes = [len(members) for _, (sets, _) in self.choices[question] for members in sets if len(members) > 1]
        chance = (1 / (sizes[0] * (sizes[0] - 1))) ** 0.5 if sizes else 0.0
        yield ""
        yield f"MaxDiff fit, {question}: root likelihood under the utilities of all; by chance {chance:.3f}"
        worst = min(fits, key=lambda persona: median(fits[persona]))
        for persona, values in sorted(fits.items()):
            told = f"  {persona:<24}{len(values):>7} people, median {median(values):.3f}"
            if persona != worst:
                told += f", above {worst} in {separation(fits[worst], values):.0%} of pairs"
            yield told
