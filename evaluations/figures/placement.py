"""Labels side by side on one row, as near to their marks as they can be without touching."""

from __future__ import annotations

from collections.abc import Sequence


def place(
    centres: Sequence[float], widths: Sequence[float], low: float, high: float, gap: float
) -> list[float]:
    """Centres moved as little as possible (least squares) so that no two boxes overlap.

    Boxes keep the order of their wished centres and stay inside ``low..high``, provided that they
    fit there at all: the sum of ``widths`` and gaps is at most ``high - low``. The method is
    isotonic regression by pooling adjacent violators, after subtracting what must lie before each box.
    """
    order = sorted(range(len(centres)), key=lambda index: centres[index])
    before = _room_before([widths[index] for index in order], gap)
    total = sum(widths) + gap * max(0, len(widths) - 1)
    wished = [centres[index] - offset for index, offset in zip(order, before, strict=True)]
    placed = [0.0] * len(order)
    for index, offset, base in zip(order, before, _isotonic(wished), strict=True):
        placed[index] = min(max(base, low), high - total) + offset
    return placed


def _room_before(widths: Sequence[float], gap: float) -> list[float]:
    """For each box, the distance from the row's start to its centre when all are packed tightly."""
    offsets, used = [], 0.0
    for width in widths:
        offsets.append(used + width / 2)
        used += width + gap
    return offsets


def _isotonic(values: Sequence[float]) -> list[float]:
    blocks: list[tuple[float, int]] = []  # (mean, how many)
    for value in values:
        mean, size = value, 1
        while blocks and blocks[-1][0] > mean:
            last_mean, last_size = blocks.pop()
            mean = (mean * size + last_mean * last_size) / (size + last_size)
            size += last_size
        blocks.append((mean, size))
    return [mean for mean, size in blocks for _ in range(size)]
