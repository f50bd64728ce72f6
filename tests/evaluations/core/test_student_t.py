from __future__ import annotations

import pytest
from scipy.special import stdtr, stdtrit

from evaluations.core.student_t import critical_t, two_sided_p


@pytest.mark.parametrize("df", [1, 2, 4, 9, 14, 29, 200])
@pytest.mark.parametrize("t", [0.0, 1e-6, 0.5, 1.0, 2.776, -4.0, 25.0, 1e6])
def test_it_agrees_with_scipy(t, df):
    assert two_sided_p(t, df) == pytest.approx(2 * stdtr(df, -abs(t)), rel=1e-9, abs=1e-14)


def test_a_known_value():
    assert two_sided_p(2.7764451051977987, 4) == pytest.approx(0.05, abs=1e-12)


@pytest.mark.parametrize("df", [1, 2, 4, 14, 99])
@pytest.mark.parametrize("confidence", [0.5, 0.95, 0.999])
def test_critical_values_are_those_of_scipy(df, confidence):
    assert critical_t(df, confidence) == pytest.approx(stdtrit(df, 0.5 + confidence / 2), rel=1e-9)
