"""How long the figures take and how large they are, beside Vega-Lite where it is installed.

    python -m benchmarks.figures

Ours: all figures of the example reports (``evaluations/figures/examples.py``), both widths, titles,
sentences and tables included; and one score line, which pages draw while they answer. The other side
renders a comparable chart (dots with intervals, eight rows) with vl-convert, an optional package that
this project does not depend on: the part is skipped where it is missing.
"""

from __future__ import annotations

import importlib.util
import statistics
import time
from collections.abc import Callable

from evaluations.figures import draw_figures
from evaluations.figures.comparison import draw_comparison
from evaluations.figures.examples import (
    example_binary,
    example_multiclass,
    example_regression,
    example_scores,
)
from evaluations.figures.scoreline import hero_svgs

ROUNDS = 30


def measure(draw: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds: the first call, and the median of ``ROUNDS`` more."""
    times = []
    for _ in range(ROUNDS + 1):
        start = time.perf_counter()
        draw()
        times.append(1000 * (time.perf_counter() - start))
    return times[0], statistics.median(times[1:])


def report(name: str, draw: Callable[[], object], size: int) -> None:
    first, again = measure(draw)
    print(f"{name:<44} first {first:8.2f} ms   again {again:8.2f} ms   {size / 1024:7.1f} KB")


def measure_ours() -> None:
    for example in (example_binary, example_regression, example_multiclass):
        data = example()
        figures = draw_figures(data)
        size = sum(len(figure.svg) + len(figure.svg_narrow) for figure in figures)
        report(
            f"ours: {example.__name__}, {len(figures)} figures", lambda data=data: draw_figures(data), size
        )
    compared = draw_comparison(example_binary())
    report("ours: model comparison", lambda: draw_comparison(example_binary()), len(compared.svg))
    line = example_scores()[0]
    report("ours: score line, both widths", lambda: hero_svgs(line), len(hero_svgs(line)))


def measure_vega() -> None:
    if importlib.util.find_spec("vl_convert") is None:
        print("vl-convert is not installed: no comparison")
        return
    vl_convert = importlib.import_module("vl_convert")
    spec = build_vega_spec()
    size = len(vl_convert.vegalite_to_svg(spec))
    report("vl-convert: model comparison (warm)", lambda: vl_convert.vegalite_to_svg(spec), size)


def build_vega_spec() -> dict[str, object]:
    rows = draw_comparison(example_binary()).data["rows"]
    values = [dict(zip(("model", "mean", "low", "high"), row[:4], strict=True)) for row in rows]
    y = {"field": "model", "type": "nominal", "sort": "-x"}
    bar = {
        "mark": "rule",
        "encoding": {"x": {"field": "low", "type": "quantitative"}, "x2": {"field": "high"}},
    }
    dot = {"mark": "point", "encoding": {"x": {"field": "mean", "type": "quantitative"}}}
    return {"data": {"values": values}, "encoding": {"y": y}, "layer": [bar, dot]}


if __name__ == "__main__":
    measure_ours()
    measure_vega()
