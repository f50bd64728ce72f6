"""What a check may know of the past. No numpy: the web process writes it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class History:
    """Earlier looks at the same data and target.

    Parameters
    ----------
    tries : scripts scored under this protocol, this evaluation's own included
    metrics_before : primary metrics under which scores had been shown before this one was chosen
    """

    tries: int = 0
    metrics_before: tuple[str, ...] = ()
