"""Reads a drawing back: where every mark and every word is, and whether it may go into a page."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass

from evaluations.figures.text import text_width

SVG = "{http://www.w3.org/2000/svg}"
FORBIDDEN_TAGS = {"style", "script", "foreignObject", "a", "image", "use", "animate", "set"}


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float
    content: str = ""
    tone: str = ""

    def overlaps(self, other: Box, slack: float = 0.5) -> bool:
        return (
            self.left < other.right - slack
            and other.left < self.right - slack
            and self.top < other.bottom - slack
            and other.top < self.bottom - slack
        )


def parse(svg: str) -> ET.Element:
    return ET.fromstring(svg)


def view_box(svg: str) -> tuple[float, float]:
    _, _, width, height = map(float, parse(svg).attrib["viewBox"].split())
    return width, height


def find(svg: str, tag: str, tone: str | None = None) -> list[ET.Element]:
    return [e for e in parse(svg).iter(SVG + tag) if tone is None or e.get("class") == tone]


def labels(svg: str) -> list[Box]:
    """A box for every text element; its height is that of capitals and descenders."""
    return [_text_box(element) for element in find(svg, "text")]


def words(svg: str) -> list[str]:
    return [box.content for box in labels(svg)]


def _text_box(element: ET.Element) -> Box:
    spans = [child for child in element if child.tag == SVG + "tspan"] or [element]
    width = sum(text_width(s.text or "", float(s.get("font-size"))) + float(s.get("dx", 0)) for s in spans)
    size = max(float(span.get("font-size")) for span in spans)
    x, y = float(element.get("x")), float(element.get("y"))
    left = x - {"middle": width / 2, "end": width}.get(element.get("text-anchor", ""), 0)
    content = " ".join(span.text or "" for span in spans)
    if "rotate" in element.get("transform", ""):
        return Box(x - size, y - width, x + 3, y, content)
    return Box(left, y - 0.8 * size, left + width, y + 0.25 * size, content, spans[0].get("class", ""))


def mark_boxes(svg: str) -> list[Box]:
    return [_mark_box(element) for element in parse(svg).iter() if element.tag.removeprefix(SVG) in _MARKS]


def _mark_box(element: ET.Element) -> Box:
    xs, ys = _MARKS[element.tag.removeprefix(SVG)](element)
    return Box(min(xs), min(ys), max(xs), max(ys), element.tag, element.get("class", ""))


def _numbers(element: ET.Element, *names: str) -> list[float]:
    return [float(element.get(name)) for name in names]


def _circle(element: ET.Element) -> tuple[list[float], list[float]]:
    x, y, r = _numbers(element, "cx", "cy", "r")
    return [x - r, x + r], [y - r, y + r]


def _rect(element: ET.Element) -> tuple[list[float], list[float]]:
    x, y, width, height = _numbers(element, "x", "y", "width", "height")
    return [x, x + width], [y, y + height]


_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")


def _points(element: ET.Element) -> tuple[list[float], list[float]]:
    found = [float(n) for n in _NUMBER.findall(element.get("points"))]
    return found[::2], found[1::2]


def _path(element: ET.Element) -> tuple[list[float], list[float]]:
    """Where its lines go: to points (M, L), across (H) and up or down (V)."""
    xs, ys = [], []
    for command, rest in re.findall(r"([A-Z])([^A-Z]*)", element.get("d")):
        found = [float(n) for n in _NUMBER.findall(rest)]
        assert command in "MLHVZ", command
        xs += [] if command == "V" else found[:1]
        ys += found[-1:] if command != "H" else []
    return xs, ys


_MARKS = {
    "line": lambda e: (_numbers(e, "x1", "x2"), _numbers(e, "y1", "y2")),
    "circle": _circle,
    "rect": _rect,
    "path": _path,
    "polyline": _points,
}


def assert_fit_for_a_page(svg: str) -> None:
    """Well-formed, named for screen readers, without style or script, and nothing beyond its edges."""
    root = parse(svg)
    assert root.tag == SVG + "svg"
    assert root.get("role") == "img"
    assert [child.tag for child in root][:2] == [SVG + "title", SVG + "desc"]
    assert root[0].text
    assert root[1].text
    for element in root.iter():
        assert element.tag.removeprefix(SVG) not in FORBIDDEN_TAGS
        for name in element.attrib:
            assert name != "style"
            assert "href" not in name
            assert not name.startswith("on")
            assert not re.search(r"\b(nan|inf|None)\b", element.attrib[name])
    width, height = view_box(svg)
    for box in [*labels(svg), *mark_boxes(svg)]:
        assert box.left >= -0.5, box
        assert box.top >= -0.5, box
        assert box.right <= width + 0.5, box
        assert box.bottom <= height + 0.5, box


def assert_labels_apart(svg: str) -> None:
    """No word stands on another."""
    boxes = [box for box in labels(svg) if box.content.strip()]
    for index, box in enumerate(boxes):
        for other in boxes[index + 1 :]:
            assert not box.overlaps(other), (box, other)
