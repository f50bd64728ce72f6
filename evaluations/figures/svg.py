"""The few SVG elements that the figures are made of.

Drawings carry no ``style``, no script and no colour of their own: a class names a meaning
(``ff-measured``), the page's tokens give it a colour, ``currentColor`` takes it. So one drawing
follows light and dark, passes the strictest content security policy, and can be stored as text.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache, lru_cache
from html import escape

from .text import clean, cut, text_width

Point = tuple[float, float]
_TAGS = {"svg", "g", "title", "desc", "text", "tspan", "line", "circle", "rect", "path", "polyline"}
_ATTRIBUTES = {
    *("class", "role", "xmlns", "viewBox", "width", "height", "transform"),
    *("x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "dx", "r", "rx", "d", "points"),
    *("fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "opacity"),
    *("stroke-linecap", "stroke-linejoin", "text-anchor", "font-size", "font-weight"),
}


def element(tag: str, *children: str, **attributes: float | str | None) -> str:
    """One element. ``children`` are finished markup; attribute values are escaped here.

    Attributes are written with underscores (``stroke_width``, ``class_``); None leaves one out.
    """
    written = "".join(_attribute(name, value) for name, value in attributes.items() if value is not None)
    if tag not in _TAGS:
        raise ValueError(f"figures do not use <{tag}>")
    return f"<{tag}{written}>{''.join(children)}</{tag}>" if children else f"<{tag}{written}/>"


def _attribute(name: str, value: float | str) -> str:
    text = escape(value) if isinstance(value, str) else coordinate(value)
    return f' {_attribute_name(name)}="{text}"'


@cache
def _attribute_name(keyword: str) -> str:
    name = keyword.rstrip("_").replace("_", "-")
    if name not in _ATTRIBUTES:
        raise ValueError(f"figures do not use the attribute {name!r}")
    return name


def coordinate(value: float) -> str:
    """A length with at most two decimals. Raises ValueError for what is not finite."""
    if not math.isfinite(value):
        raise ValueError("a drawing holds only finite numbers")
    return f"{round(value, 2) + 0.0:g}"  # adding zero turns -0.0 into 0.0


def drawing(width: float, height: float, *children: str, title: str, desc: str, kind: str) -> str:
    """The root element: an image with a name and a description for those who do not see it."""
    name, words = escape(clean(title) or "figure"), escape(clean(desc, 1000) or "no description")
    inside = f"<title>{name}</title><desc>{words}</desc>{''.join(children)}"
    return f"{_beginning(width, height, kind)}{inside}</svg>"


@lru_cache(maxsize=256)
def _beginning(width: float, height: float, kind: str) -> str:
    """A page may have hundreds of drawings, of few sizes."""
    root = element(
        "svg",
        xmlns="http://www.w3.org/2000/svg",
        class_=f"ff-figure {kind}",
        role="img",
        viewBox=f"0 0 {coordinate(width)} {coordinate(height)}",
        width=width,
        height=height,
    )
    return f"{root.removesuffix('/>')}>"


def label(
    x: float,
    y: float,
    content: object,
    *,
    size: float = 13,
    anchor: str = "start",
    tone: str = "ff-ink",
    strong: bool = False,
    room: float | None = None,
    turned: bool = False,
) -> str:
    """A line of text. With ``room``, it is cut to fit and keeps its full wording as a tooltip."""
    full = clean(content)
    shown = full if room is None else cut(full, size, room)
    tooltip = "" if shown == full else element("title", escape(full))
    return element(
        "text",
        escape(shown) + tooltip,
        class_=tone,
        x=x,
        y=y,
        fill="currentColor",
        font_size=size,
        font_weight="600" if strong else None,
        text_anchor=None if anchor == "start" else anchor,
        transform=f"rotate(-90 {coordinate(x)} {coordinate(y)})" if turned else None,
    )


def tooltip(words: str, *children: str) -> str:
    """``children``, which say less than ``words``: a pointer that rests on them is told the whole."""
    return element("g", element("title", escape(words)), *children)


def width_of(content: object, size: float, room: float) -> float:
    """How wide ``label`` will be at most."""
    return min(room, text_width(clean(content), size))


def line(
    start: Point,
    end: Point,
    tone: str,
    *,
    width: float = 1,
    dashes: str | None = None,
    opacity: float | None = None,
) -> str:
    return element(
        "line",
        class_=tone,
        x1=start[0],
        y1=start[1],
        x2=end[0],
        y2=end[1],
        stroke="currentColor",
        stroke_width=width,
        stroke_linecap=None if dashes else "round",
        stroke_dasharray=dashes,
        opacity=opacity,
    )


def dot(x: float, y: float, tone: str, *, radius: float = 5, opacity: float | None = None) -> str:
    return element("circle", class_=tone, cx=x, cy=y, r=radius, fill="currentColor", opacity=opacity)


def bar(
    x: float,
    y: float,
    width: float,
    height: float,
    tone: str,
    *,
    opacity: float | None = None,
    rounded: float = 0,
) -> str:
    return element(
        "rect",
        class_=tone,
        x=x,
        y=y,
        width=max(width, 0),
        height=max(height, 0),
        rx=rounded or None,
        fill="currentColor",
        fill_opacity=opacity,
    )


def shape(points: Sequence[Point], tone: str, *, filled: bool = True, width: float = 2) -> str:
    """A closed outline: filled, or hollow with the given stroke."""
    path = "M" + "L".join(f"{coordinate(x)} {coordinate(y)}" for x, y in points) + "Z"
    if filled:
        return element("path", class_=tone, d=path, fill="currentColor")
    return element(
        "path",
        class_=tone,
        d=path,
        fill="none",
        stroke="currentColor",
        stroke_width=width,
        stroke_linejoin="round",
    )


def polyline(points: Sequence[Point], tone: str, *, width: float = 2) -> str:
    joined = " ".join(f"{coordinate(x)},{coordinate(y)}" for x, y in points)
    return element(
        "polyline",
        class_=tone,
        points=joined,
        fill="none",
        stroke="currentColor",
        stroke_width=width,
        stroke_linejoin="round",
    )


def caret(x: float, tip: float, tone: str, size: float = 6) -> str:
    """A filled triangle that points down at ``(x, tip)``."""
    return shape([(x, tip), (x - size, tip - 1.5 * size), (x + size, tip - 1.5 * size)], tone)


def diamond(x: float, y: float, tone: str, size: float = 6) -> str:
    """A hollow diamond: paper inside, so that what lies under it does not show."""
    corners = [(x, y - size), (x + size, y), (x, y + size), (x - size, y)]
    return shape(corners, "ff-paper") + shape(corners, tone, filled=False)
