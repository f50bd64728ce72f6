"""What was done differently from the learner's own machine, to be told beside the result. Child side."""

from __future__ import annotations

import sys

from evaluations.core.plain_text import plain_text

MOST_NOTES = 20
_NOTE_CHARS = 200


class Notes:
    """Sentences, each once, with the line of the script that caused them."""

    def __init__(self, filename: str) -> None:
        self._filename = filename
        self._noted: dict[str, None] = {}

    @property
    def sentences(self) -> tuple[str, ...]:
        return tuple(self._noted)

    def add(self, what: str) -> None:
        line = self.calling_line()
        sentence = plain_text(f"Line {line}: {what}" if line else what, _NOTE_CHARS)
        if len(self._noted) < MOST_NOTES:
            self._noted[sentence] = None

    def calling_line(self) -> int | None:
        """The line of the script that is being run; None when none is."""
        frame = sys._getframe(1)
        while frame is not None:
            if frame.f_code.co_filename == self._filename:
                return frame.f_lineno
            frame = frame.f_back  # type: ignore[assignment]
        return None

    def is_called_by_script(self, depth: int) -> bool:
        """Whether the function ``depth`` calls above the asking one was called by the script itself."""
        return sys._getframe(depth + 1).f_code.co_filename == self._filename
