from __future__ import annotations

import pytest

from evaluations.core.reproduction import compare_values, count_numbers

PUBLISHED = {"scores": [0.5, 0.25], "fit_seconds": 3.0, "verdict": "better", "none": None}


@pytest.mark.parametrize(
    ("found", "where"),
    [
        ({**PUBLISHED, "fit_seconds": 9.0}, []),
        ({**PUBLISHED, "scores": [0.5 + 1e-10, 0.25]}, []),
        ({**PUBLISHED, "scores": [0.5 + 1e-8, 0.25]}, ["scores[0]"]),
        ({**PUBLISHED, "scores": [0.5]}, ["scores"]),
        ({**PUBLISHED, "verdict": "worse"}, ["verdict"]),
        ({**PUBLISHED, "none": 0.0}, ["none"]),
        ({}, ["scores", "verdict"]),
    ],
)
def test_a_difference_is_named_by_its_place_and_times_are_none(found, where):
    assert [difference.where for difference in compare_values(PUBLISHED, found, 1e-9)] == where


def test_numbers_are_counted_without_times_and_truths():
    assert count_numbers({**PUBLISHED, "yes": True}) == 2
