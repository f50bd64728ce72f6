"""Labels keep off each other and move no further than they must."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from evaluations.figures.placement import place


def test_labels_that_do_not_touch_stay_where_they_are():
    assert place([50, 200, 400], [40, 40, 40], 0, 640, 10) == [50, 200, 400]


def test_two_labels_for_one_value_share_the_move_evenly():
    assert place([100, 100], [40, 40], 0, 640, 10) == [75, 125]


def test_a_label_at_the_edge_is_pushed_inside():
    assert place([0, 640], [40, 40], 0, 640, 10) == [20, 620]


@given(st.lists(st.tuples(st.floats(-50, 700), st.floats(1, 100)), min_size=1, max_size=5))
def test_labels_never_overlap_keep_their_order_and_stay_inside(wishes):
    centres, widths = [c for c, _ in wishes], [w for _, w in wishes]
    placed = place(centres, widths, 0, 640, 10)
    boxes = sorted((c - w / 2, c + w / 2) for c, w in zip(placed, widths, strict=True))
    assert boxes[0][0] >= -1e-6
    assert boxes[-1][1] <= 640 + 1e-6
    assert all(left[1] + 10 <= right[0] + 1e-6 for left, right in pairwise(boxes))
    assert all(a <= b + 1e-6 for (_, a), (_, b) in pairwise(sorted(zip(centres, placed, strict=True))))
