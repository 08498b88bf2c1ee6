"""A propositional formula in clauses that grows as it is asked for: gates, cardinalities, exclusions.

A literal is a whole number, negative where its variable is false; 1 is true always, -1 never. Gates stand for their
operands in both directions (Tseitin 1968), and each is made once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

TRUE, FALSE = 1, -1


class Formula:
    """Clauses, and the gates that were made of them."""

    def __init__(self) -> None:
        self.top = 1
        self.clauses: list[list[int]] = [[TRUE]]
        self._gates: dict[tuple[int, ...], int] = {}
        self._counters: dict[tuple[int, ...], list[list[int]]] = {}

    def new(self) -> int:
        """Return a literal that nothing is said about yet."""
        self.top += 1
        return self.top

    def require(self, *literals: int) -> None:
        """Demand that one of these literals holds."""
        if TRUE not in literals:
            self.clauses.append([literal for literal in literals if literal != FALSE])

    def implies(self, cause: int, *effects: int) -> None:
        """Demand one of the effects wherever the cause holds."""
        self.require(-cause, *effects)

    def both(self, *literals: int) -> int:
        """Return a literal that holds where all of these do."""
        return -self.either(*(-literal for literal in literals))

    def either(self, *literals: int) -> int:
        """Return a literal that holds where one of these does."""
        return self.any_of(literals)

    def any_of(self, literals: Iterable[int]) -> int:
        """Return a literal that holds where one of these does."""
        kept = {literal for literal in literals if literal != FALSE}
        if TRUE in kept or any(-literal in kept for literal in kept):
            return TRUE
        if not kept:
            return FALSE
        if len(kept) == 1:
            return next(iter(kept))
        operands = tuple(sorted(kept))
        found = self._gates.get(operands)
        if found is None:
            found = self._gates[operands] = self.new()
            self.clauses.append([*operands, -found])
            self.clauses += [[-literal, found] for literal in operands]
        return found

    def at_least(self, literals: Sequence[int], count: int) -> int:
        """Return a literal that holds where ``count`` or more of these do."""
        if count <= 0:
            return TRUE
        certain = sum(literal == TRUE for literal in literals)
        open_ = tuple(literal for literal in literals if literal not in (TRUE, FALSE))
        count -= certain
        if count <= 0 or count > len(open_):
            return TRUE if count <= 0 else FALSE
        rows = self._counters.setdefault(open_, [[TRUE] * (len(open_) + 1)])
        while len(rows) <= count:
            row = [FALSE]
            for index, literal in enumerate(open_):
                row.append(self.either(row[index], self.both(rows[-1][index], literal)))
            rows.append(row)
        return rows[count][-1]

    def exactly(self, literals: Sequence[int], count: int) -> int:
        """Return a literal that holds where as many of these do."""
        return self.both(self.at_least(literals, count), -self.at_least(literals, count + 1))

    def at_most_one(self, literals: Sequence[int]) -> None:
        """Demand that no two of these literals hold; pairs for a few, a chain for many (Sinz 2005)."""
        literals = [literal for literal in literals if literal != FALSE]
        if len(literals) <= 5:
            for index, one in enumerate(literals):
                for other in literals[index + 1 :]:
                    self.require(-one, -other)
            return
        before = literals[0]
        for literal in literals[1:]:
            self.require(-literal, -before)
            after = self.new()
            self.require(-before, after)
            self.require(-literal, after)
            before = after

    def at_most(self, literals: Sequence[int], count: int, unless: int = FALSE) -> None:
        """Demand that at most ``count`` of these literals hold (sequential counter, one direction; Sinz 2005)."""
        if count >= len(literals):
            return
        if count <= 0:
            for literal in literals:
                self.require(-literal, unless)
            return
        row: list[int] = []
        for literal in literals:
            if literal == FALSE:
                continue
            after = [self.new() for _ in range(min(count, len(row) + 1))]
            for place, held in enumerate(row):
                self.require(-held, after[place])
                if place + 1 < len(after):
                    self.require(-literal, -held, after[place + 1])
            self.require(-literal, after[0])
            if len(row) == count:
                self.require(-literal, -row[-1], unless)
            row = after
