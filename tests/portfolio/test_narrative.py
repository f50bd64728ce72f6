from __future__ import annotations

import pytest

from portfolio.narrative import evidence_sentence


@pytest.mark.parametrize(
    ("measured", "beat", "sentence"),
    [
        (0, 0, ""),
        (1, 1, "1 project measured; it beats its baseline."),
        (1, 0, "1 project measured; it does not clearly beat its baseline."),
        (3, 3, "3 projects measured; all 3 beat their baseline."),
        (3, 1, "3 projects measured; 1 beats its baseline."),
        (3, 2, "3 projects measured; 2 beat their baseline."),
        (3, 0, "3 projects measured; none clearly beats its baseline."),
    ],
)
def test_evidence_is_counted_and_never_praised(measured, beat, sentence):
    assert evidence_sentence(measured, beat) == sentence
