"""Makes logical surveys: any size from 10 questions, each seed another one, with conditions, loops and piping."""

from __future__ import annotations

from random import Random

from .description import Atom, Condition, LogicalSurvey, Piece, Pipe, Question, Section, ThisItem

PLAIN, LOOPED = 7, 3
"""Questions of a plain section, and of the loop section behind it."""
KINDS = ("single", "single", "single", "number", "number", "multi", "text")
REACH = 40
"""How many questions back a condition or a title refers at most."""
CONDITIONED, JOINED, PIPED = 0.5, 0.4, 0.4
"""Shares of questions with a condition, of conditions with two comparisons, and of titles with an earlier answer."""


def generate(size: int, seed: int) -> LogicalSurvey:
    """Return a survey of so many questions, three tenths of them in loops, half of them with a condition."""
    maker = _Maker(Random(f"{size}:{seed}"))
    sections: list[Section] = []
    while (left := size - maker.count) > 0:
        sections.append(maker.plain_section(min(PLAIN, left)))
        if (left := size - maker.count) > 0:
            sections.append(maker.loop_section(min(LOOPED, left)))
    return LogicalSurvey(seed, size, tuple(sections))


class _Maker:
    def __init__(self, random: Random) -> None:
        self.random = random
        self.count = 0
        self.sections = 0
        self.loopable = ""
        self.outside: list[Question] = []

    def plain_section(self, length: int) -> Section:
        """Return questions of which the first is the one that the next loop runs over."""
        first = self._next("multi", "item", condition=None)
        self.loopable = first.id
        found = [first]
        self.outside.append(first)
        for _ in range(length - 1):
            found.append(self._next(self.random.choice(KINDS), "o", self._condition([])))
            self.outside.append(found[-1])
        return Section(self._section_id(), tuple(found))

    def loop_section(self, length: int) -> Section:
        """Return questions asked for each item chosen; they refer to each other and to what was asked before."""
        found: list[Question] = []
        for _ in range(length):
            kind = self.random.choice(("single", "single", "number"))
            found.append(self._next(kind, "o", self._condition(found) if found else None, found))
        return Section(self._section_id(), tuple(found), self.loopable)

    def _section_id(self) -> str:
        self.sections += 1
        return f"part{self.sections}"

    def _next(
        self, kind: str, prefix: str, condition: Condition | None, inside: list[Question] | None = None
    ) -> Question:
        self.count += 1
        amount = {"single": 5, "multi": 6}.get(kind, 0)
        options = tuple(f"{prefix}{number}" for number in range(1, amount + 1))
        return Question(f"q{self.count}", kind, self._title(inside), options, condition)

    def _title(self, inside: list[Question] | None) -> tuple[Piece, ...]:
        pieces: list[Piece] = [f"Question {self.count}: what about "]
        pieces += ["it"] if inside is None else [ThisItem()]
        candidates = [(question, False) for question in self.outside[-REACH:] if question.kind in ("single", "number")]
        candidates += [(question, True) for question in inside or ()]
        if candidates and self.random.random() < PIPED:
            question, within = self.random.choice(candidates)
            pieces += [" after “", Pipe(question.id, within), "”"]
        return (*pieces, "?")

    def _condition(self, inside: list[Question]) -> Condition | None:
        candidates = [(question, False) for question in self.outside[-REACH:]] + [(one, True) for one in inside]
        if not candidates or self.random.random() >= CONDITIONED:
            return None
        atoms = [self._atom(*self.random.choice(candidates)) for _ in range(1 + (self.random.random() < JOINED))]
        return Condition(self.random.choice(("and", "or")), tuple(atoms))

    def _atom(self, question: Question, inside: bool) -> Atom:
        if question.kind == "text" or self.random.random() < 0.1:
            return Atom(question.id, "answered", inside=inside)
        if question.kind == "number":
            return Atom(question.id, "at_least", self.random.randrange(10, 60), inside)
        if question.kind == "multi":
            return Atom(question.id, "has", self.random.choice(question.options), inside)
        operator = self.random.choice(("is_not", "is_not", "is"))
        return Atom(question.id, operator, self.random.choice(question.options), inside)
