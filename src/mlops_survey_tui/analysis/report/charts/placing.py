"""Where labels of points go: beside their point and over nothing else; one without such a place is left to a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_SIDES = (
    (1.0, 0.0), (-1.0, 0.0), (0.0, -1.0), (0.0, 1.0), (0.75, -0.75), (0.75, 0.75), (-0.75, -0.75), (-0.75, 0.75),
)  # fmt: skip
"""Directions from the point in which a label is tried, the best first."""
_FAR = (3.0, 9.0)
"""Pixels from the disc to its label."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its sides."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Return whether two rectangles share any room."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def within(self, other: Box) -> bool:
        """Return whether this rectangle lies in another."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


@dataclass(frozen=True, slots=True)
class Point:
    """A disc, and the size of the label that it would have."""

    x: float
    y: float
    radius: float
    wide: float
    tall: float

    def disc(self) -> Box:
        """Return the square around the disc."""
        return Box(self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius)


def place(points: Sequence[Point], room: Box, discs: Sequence[Box], taken: Sequence[Box] = ()) -> list[Box | None]:
    """Return a rectangle for the label of each point, or None; points that come first choose first.

    ``discs`` are those of all points, ``taken`` is what else may not be covered. Greedy, in the order of the points,
    over eight directions near and farther: Christensen, Marks and Shieber (1995) compare it with slower methods.
    """
    placed: list[Box | None] = []
    for point in points:
        own = point.disc()
        full = [*(box for box in placed if box), *taken, *(disc for disc in discs if disc != own)]
        tries = (_beside(point, side, far) for far in _FAR for side in _SIDES)
        free = (box for box in tries if box.within(room) and not any(box.meets(other) for other in full))
        placed.append(next(free, None))
    return placed


def _beside(point: Point, side: tuple[float, float], far: float) -> Box:
    across, down = side
    reach = point.radius + far
    x = point.x + across * reach + (point.wide / 2) * (across > 0) - (point.wide / 2) * (across < 0)
    y = point.y + down * reach + (point.tall / 2) * (down > 0) - (point.tall / 2) * (down < 0)
    return Box(x - point.wide / 2, y - point.tall / 2, x + point.wide / 2, y + point.tall / 2)
