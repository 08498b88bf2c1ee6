"""Many versions from one template: its items are named anew so that pairs meet evenly over all versions.

Each version takes the names (labels) that fill up the pair counts so far: a search by swaps of two labels. Sweeps then
take each version out, disturb its names, search again, and keep what is better.
"""

from __future__ import annotations

from itertools import combinations
from operator import mul, sub

from .chance import drawing, shuffled
from .exact import Blocks

_WORK = 40_000_000
"""About how many pair counts the sweeps look at in all, and a tenth of those of the first searches; some seconds."""
_SWEEPS = 200
_KICKS = 3
"""Swaps by which the names of a version are disturbed before it is searched again."""


def make_versions(template: Blocks, items: int, versions: int, seed: int) -> list[Blocks]:
    """Return versions of a template, in which also over all versions items appear equally often (spread one)."""
    if versions == 1:
        return [template]
    work = versions * items**3
    naming = _Naming(template, items, seed, passes=1 + 10 * _WORK // work)
    for _ in range(versions):
        naming.add()
    for _ in range(min(_SWEEPS, round(_WORK / work))):
        if naming.is_even():
            break
        naming.sweep()
    return [[[labels[role] for role in block] for block in template] for labels in naming.label_lists()]


class _Naming:
    """Names for the template's items (roles) in every version, with the running counts of pairs and of items."""

    def __init__(self, template: Blocks, items: int, seed: int, passes: int) -> None:
        _, self.draw = drawing(seed)
        self.items, self.passes = items, passes
        self.shown = [0] * items
        self.together = [[0] * items for _ in range(items)]
        for block in template:
            for role in block:
                self.shown[role] += 1
            for a, b in combinations(block, 2):
                self.together[a][b] += 1
                self.together[b][a] += 1
        self.met = [[0] * items for _ in range(items)]
        self.seen = [0] * items
        self.roles: list[list[int]] = []

    def label_lists(self) -> list[list[int]]:
        """Return for each version the label of every role."""
        return [sorted(range(self.items), key=roles.__getitem__) for roles in self.roles]

    def add(self) -> None:
        """Name one more version: labels seen least take the roles that are shown most, the rest is searched."""
        roles_by_shown = sorted(shuffled(range(self.items), self.draw), key=lambda role: -self.shown[role])
        labels_by_seen = sorted(shuffled(range(self.items), self.draw), key=lambda label: self.seen[label])
        roles = [0] * self.items
        for label, role in zip(labels_by_seen, roles_by_shown, strict=True):
            roles[label] = role
        self._improve(roles)
        self.roles.append(roles)
        self._count(roles, 1)

    def is_even(self) -> bool:
        """Whether no two pairs differ by more than one in how often they meet."""
        counts = [self.met[a][b] for a, b in combinations(range(self.items), 2)]
        return max(counts) - min(counts) <= 1

    def sweep(self) -> None:
        """Take each version out, search again from disturbed names, and put the better one back."""
        for number, roles in enumerate(self.roles):
            self._count(roles, -1)
            changed = self._disturbed(roles)
            self._improve(changed)
            if self._overlap(changed) <= self._overlap(roles):
                self.roles[number] = changed
            self._count(self.roles[number], 1)

    def _disturbed(self, roles: list[int]) -> list[int]:
        """Return the roles with some random swaps."""
        changed = list(roles)
        for _ in range(_KICKS):
            a, b = self.draw(self.items), self.draw(self.items)
            if self._may_swap(changed, a, b):
                changed[a], changed[b] = changed[b], changed[a]
        return changed

    def _overlap(self, roles: list[int]) -> int:
        """Return the sum of products of the pair counts so far and those of a version with these roles."""
        together = self.together
        return sum(
            sum(map(mul, row, map(together[role].__getitem__, roles)))
            for row, role in zip(self.met, roles, strict=True)
        )

    def _count(self, roles: list[int], sign: int) -> None:
        for label, role in enumerate(roles):
            self.seen[label] += sign * self.shown[role]
            row, together = self.met[label], self.together[role]
            for other, other_role in enumerate(roles):
                row[other] += sign * together[other_role]

    def _improve(self, roles: list[int]) -> None:
        """Swap labels while that lowers the sum of products of old and new pair counts."""
        new = [[self.together[role][other] for other in roles] for role in roles]
        for _ in range(self.passes):
            again = False
            for a, b in combinations(range(self.items), 2):
                if self._may_swap(roles, a, b) and self._gain(a, b, new) < 0:
                    roles[a], roles[b] = roles[b], roles[a]
                    new[a], new[b] = new[b], new[a]
                    for row in new:
                        row[a], row[b] = row[b], row[a]
                    again = True
            if not again:
                return

    def _may_swap(self, roles: list[int], a: int, b: int) -> bool:
        """Whether a swap leaves the appearances of items as even as they are, in the version and over all."""
        return self.shown[roles[a]] == self.shown[roles[b]] or self.seen[a] == self.seen[b]

    def _gain(self, a: int, b: int, new: list[list[int]]) -> int:
        """Return how the sum of products changes when two labels swap."""
        met_a, met_b, new_a, new_b = self.met[a], self.met[b], new[a], new[b]
        whole: int = sum(map(mul, map(sub, met_a, met_b), map(sub, new_b, new_a)))
        return whole + 2 * met_a[b] * new_a[b]
