"""From figures to pixels: straight and logarithmic axes, and the round numbers that stand on them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis: figures from ``low`` to ``high`` fall on pixels from ``left`` to ``right``."""

    low: float
    high: float
    left: float
    right: float
    logarithmic: bool = False

    def at(self, value: float) -> float:
        """Return the pixel of a figure; figures beyond the ends fall on the ends."""
        value = min(max(value, self.low), self.high)
        share = (self._position(value) - self._position(self.low)) / (
            self._position(self.high) - self._position(self.low) or 1.0
        )
        return self.left + share * (self.right - self.left)

    def marks(self, apart: float = 64) -> tuple[float, ...]:
        """Return round numbers on the axis, ``apart`` pixels or more from each other."""
        most = max(1, int(abs(self.right - self.left) / apart))
        return _decades(self, most) if self.logarithmic else _evenly(self.low, self.high, most)

    def _position(self, value: float) -> float:
        return math.log10(value) if self.logarithmic else value


def reach(values: Iterable[float], least: float, most: float | None = None) -> float:
    """Return a round number that no value passes, at least ``least`` and at most ``most``."""
    top = max([*values, least])
    step = _step(top / 5)
    rounded = math.ceil(top / step - 1e-9) * step
    return rounded if most is None else min(rounded, most)


def _step(raw: float) -> float:
    """Return the least of 1, 2, 2.5, 5 times a power of ten that is not below a number."""
    power: float = 10.0 ** math.floor(math.log10(raw)) if raw > 0 else 1.0
    return next(step * power for step in _STEPS if step * power >= raw * (1 - 1e-9))


def _evenly(low: float, high: float, most: int) -> tuple[float, ...]:
    if high <= low:
        return (low,)
    step = _step((high - low) / most)
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return tuple(round(at * step, 10) for at in range(first, last + 1))


def _decades(scale: Scale, most: int) -> tuple[float, ...]:
    powers = range(math.floor(math.log10(scale.low)), math.ceil(math.log10(scale.high)) + 1)
    for steps in ((1, 2, 5), (1, 3), (1,)):
        marks = [step * 10.0**power for power in powers for step in steps]
        inside = tuple(mark for mark in marks if scale.low * 0.999 <= mark <= scale.high * 1.001)
        if len(inside) <= most:
            return inside
    return inside[:: math.ceil(len(inside) / most)]
