"""Pictures from strangers, as PNG files that we wrote ourselves."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

MAX_PIXELS = 4_000_000
MAX_WIDTH = 1000


class NoPicture(ValueError):
    """The bytes hold no picture that is shown."""


def write_png(pixels: np.ndarray) -> bytes:
    """``pixels``: uint8 of shape (height, width, 3). No decoder is involved."""
    return _encode(Image.fromarray(np.ascontiguousarray(pixels)))


def rewrite_png(data: bytes) -> tuple[bytes, int, int]:
    """(PNG, width, height) of a PNG that somebody else wrote: its pixels and nothing else of it.

    Raise ``NoPicture`` for anything but a PNG of a reasonable size.
    """
    try:
        with Image.open(io.BytesIO(data), formats=["PNG"]) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise NoPicture("the picture is too large")
            flat = Image.new("RGB", picture.size, "white")
            shown = picture.convert("RGBA")
            flat.paste(shown, mask=shown.getchannel("A"))
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, Image.DecompressionBombError) as error:
        raise NoPicture("this is no PNG picture") from error
    flat.thumbnail((MAX_WIDTH, MAX_WIDTH * 2))
    return _encode(flat), flat.width, flat.height


def _encode(picture: Image.Image) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, "PNG", optimize=True)
    return stream.getvalue()
