"""The few distributions that intervals and tests need, to about twelve digits, without a package for them.

Sources: Abramowitz & Stegun (1964), 6.5 and 26.5; continued fractions by Lentz's method as in Press et al., Numerical
Recipes, sections 6.2 and 6.4.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from statistics import NormalDist

_TINY, _CLOSE, _TERMS, _STEPS = 1e-300, 1e-16, 20_000, 200
_MANY = 1_000
"""From so many degrees of freedom on four terms of the expansion of Student's t are exact to twelve digits."""
_NORMAL = NormalDist()


def normal_quantile(probability: float) -> float:
    """Return the standard normal quantile."""
    return _NORMAL.inv_cdf(probability)


def normal_upper(value: float) -> float:
    """Return the chance that a standard normal exceeds a value."""
    return 0.5 * math.erfc(value / math.sqrt(2))


def student_upper(value: float, df: float) -> float:
    """Return the chance that Student's t with ``df`` degrees of freedom (may be infinite) exceeds a value."""
    if math.isinf(df):
        return normal_upper(value)
    tail = 0.5 * incomplete_beta(df / 2, 0.5, df / (df + value * value))
    return tail if value >= 0 else 1 - tail


@lru_cache(maxsize=4096)
def student_quantile(probability: float, df: float) -> float:
    """Return the quantile of Student's t; ``df`` may be infinite.

    With many degrees of freedom by its expansion around the normal one. Otherwise by Newton's steps from there, which
    only go up, as the tail is convex and that of the normal thinner.
    """
    if math.isinf(df):
        return normal_quantile(probability)
    if probability < 0.5:
        return -student_quantile(1 - probability, df)
    value = normal_quantile(probability)
    if df >= _MANY:
        return _expanded(value, df)
    at_zero = math.exp(math.lgamma((df + 1) / 2) - math.lgamma(df / 2)) / math.sqrt(math.pi * df)
    for _ in range(_STEPS if probability > 0.5 else 0):
        density = at_zero * math.exp(-(df + 1) / 2 * math.log1p(value * value / df))
        step = (student_upper(value, df) - (1 - probability)) / density
        value += step
        if step <= value * _CLOSE:
            break
    return value


def _expanded(z: float, df: float) -> float:
    """Return the quantile of Student's t from the normal one (Abramowitz & Stegun, 26.7.5)."""
    w = z * z
    terms = (
        (w + 1) / 4,
        ((5 * w + 16) * w + 3) / 96,
        (((3 * w + 19) * w + 17) * w - 15) / 384,
        ((((79 * w + 776) * w + 1482) * w - 1920) * w - 945) / 92_160,
    )
    return z * (1 + sum(term / df**power for power, term in enumerate(terms, 1)))


def f_upper(value: float, df1: float, df2: float) -> float:
    """Return the chance that an F with these degrees of freedom exceeds a value."""
    return 1.0 if value <= 0 else incomplete_beta(df2 / 2, df1 / 2, df2 / (df2 + df1 * value))


def chi_square_upper(value: float, df: float) -> float:
    """Return the chance that a chi-square exceeds a value."""
    return 1.0 if value <= 0 else _upper_gamma(df / 2, value / 2)


@lru_cache(maxsize=4096)
def beta_quantile(probability: float, a: float, b: float) -> float:
    """Return the quantile of a beta distribution; with a or b of 0 all its mass is at 0 or 1."""
    if a <= 0:
        return 0.0
    if b <= 0:
        return 1.0
    return _root(lambda value: incomplete_beta(a, b, value) - probability, 0.0, 1.0)


def incomplete_beta(a: float, b: float, x: float) -> float:
    """Return the regularised incomplete beta function I_x(a, b)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - incomplete_beta(b, a, 1 - x)
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    )  # fmt: skip

    def term(number: int) -> float:
        m, odd = divmod(number, 2)
        if odd:
            return -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        return m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))

    return front / (a * _fraction(term))


def _fraction(term: Callable[[int], float]) -> float:
    """Evaluate 1 + t₁/(1 + t₂/(1 + …)) by Lentz's method."""
    result, c, d = 1.0, 1.0, 0.0
    for number in range(1, _TERMS):
        d = 1 / _off_zero(1 + term(number) * d)
        c = _off_zero(1 + term(number) / c)
        result *= c * d
        if abs(c * d - 1) < _CLOSE * 4:
            break
    return result


def _off_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY


def _upper_gamma(a: float, x: float) -> float:
    """Return the regularised upper incomplete gamma function Q(a, x)."""
    front = math.exp(a * math.log(x) - x - math.lgamma(a))
    if x < a + 1:
        term = total = 1 / a
        for number in range(1, _TERMS):
            term *= x / (a + number)
            total += term
            if term < total * _CLOSE:
                break
        return 1 - front * total
    b, c = x + 1 - a, 1 / _TINY
    result = d = 1 / b
    for number in range(1, _TERMS):
        step = -number * (number - a)
        b += 2
        d = 1 / _off_zero(b + step * d)
        c = _off_zero(b + step / c)
        result *= c * d
        if abs(c * d - 1) < _CLOSE * 4:
            break
    return front * result


def _root(rising: Callable[[float], float], low: float, high: float) -> float:
    """Return where a rising function crosses 0 between two ends, by bisection down to neighbouring numbers."""
    while low < (middle := (low + high) / 2) < high:
        if rising(middle) < 0:
            low = middle
        else:
            high = middle
    return high
