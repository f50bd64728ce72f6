"""Server-sent events of an evaluation, taken up again where a connection broke off.

The stream is a comfort: it shows each step at once. Whoever gets no seat for it polls.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from firstfit.errors import FirstfitError, Unreachable
from firstfit.patience import now
from firstfit.records import Evaluation, read_result
from firstfit.transport import Call, Transport

SILENCE_SECONDS = 20.0
BREAKS_MAX = 5


@dataclass
class Event:
    name: str = "message"
    data: str = ""
    id: str = ""

    def json(self) -> Any:
        return json.loads(self.data)


def events(lines: Iterator[str]) -> Iterator[Event]:
    """As the HTML standard parses them, section 9.2.6: only fields that are used here."""
    event = Event()
    for line in lines:
        if not line:
            if event.data:
                yield event
            event = Event()
            continue
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if name == "event":
            event.name = value
        elif name == "data":
            event.data = f"{event.data}\n{value}" if event.data else value
        elif name == "id":
            event.id = value


def follow(transport: Transport, found: Evaluation, end: float | None) -> Iterator[Evaluation]:
    """The evaluation after each event, until it has ended, time is over, or there is no seat."""
    last, breaks = "", 0
    while breaks < BREAKS_MAX and (end is None or now() < end):
        time.sleep(0.4 * breaks)
        breaks += 1
        try:
            for event in read_events(transport, found.id, last):
                last, breaks = event.id or last, 0
                if event.name == "no_seat":
                    return
                found = changed(found, event)
                yield found
                if event.name == "end" or (end is not None and now() >= end):
                    return
        except Unreachable:
            continue
        except FirstfitError:
            return  # an older site has no events


def read_events(transport: Transport, evaluation: str, last: str) -> Iterator[Event]:
    headers = {"Accept": "text/event-stream", **({"Last-Event-ID": last} if last else {})}
    path = f"/evaluations/{quote(evaluation)}/events/"
    with transport.stream(Call("GET", path, headers=headers, timeout_seconds=SILENCE_SECONDS)) as lines:
        yield from events(lines)


def changed(found: Evaluation, event: Event) -> Evaluation:
    if event.name == "result":
        line = read_result(event.json())
        others = [result for result in found.results if result.pipeline != line.pipeline]
        return replace(found, results=(*others, line))
    if event.name in ("progress", "end"):
        told = event.json()
        return replace(
            found,
            status=told["status"],
            stage=told["stage"],
            done=told["progress"]["done"],
            total=told["progress"]["total"],
            eta_seconds=told["progress"]["eta_seconds"],
            queue_position=told["queue_position"],
        )
    return found
