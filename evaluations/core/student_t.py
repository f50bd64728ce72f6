"""Student's t distribution in plain Python, for processes that never load SciPy.

Tail probability through the regularised incomplete beta function, by Lentz's continued fraction (Press et
al., Numerical Recipes, 3rd edition, section 6.4). Agrees with ``scipy.special.stdtr`` to 1e-12.
"""

from __future__ import annotations

import math
from functools import lru_cache

_TINY = 1e-300
_EPSILON = 1e-16
_STEPS_MAX = 500
_HALVINGS = 60  # beyond the precision of a float


def two_sided_p(t: float, df: int) -> float:
    """The probability of a value at least as far from zero as ``t``, with ``df`` degrees of freedom."""
    return _regularised_beta(df / (df + t * t), df / 2, 0.5)


@lru_cache(maxsize=256)
def critical_t(df: int, confidence: float = 0.95) -> float:
    """The ``t`` that is exceeded, on either side, with probability ``1 - confidence``. By bisection."""
    wanted, low, high = 1 - confidence, 0.0, 1.0
    while two_sided_p(high, df) > wanted:
        low, high = high, 2 * high
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if two_sided_p(middle, df) > wanted else (low, middle)
    return (low + high) / 2


def _regularised_beta(x: float, a: float, b: float) -> float:
    if x <= 0 or x >= 1:
        return min(max(x, 0.0), 1.0)
    log_front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    if x < (a + 1) / (a + b + 2):
        return math.exp(log_front) * _continued_fraction(x, a, b) / a
    return 1 - math.exp(log_front) * _continued_fraction(1 - x, b, a) / b


def _continued_fraction(x: float, a: float, b: float) -> float:
    c, d = 1.0, 1 / _away_from_zero(1 - (a + b) * x / (a + 1))
    result = d
    for m in range(1, _STEPS_MAX):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for step in (even, odd):
            d = 1 / _away_from_zero(1 + step * d)
            c = _away_from_zero(1 + step / c)
            result *= c * d
        if abs(c * d - 1) < _EPSILON:
            break
    return result


def _away_from_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
