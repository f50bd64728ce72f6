"""How an evaluation goes on, as server-sent events.

Each event's id says all that its reader has seen (the last result's row, the fits that are done, the
stage), so a client that was cut off goes on where it was by sending it back as ``Last-Event-ID``. Like a
long poll, a stream holds a thread: it takes a seat of the same waiting room and ends in good time. The
client then opens the next one, which is what ``EventSource`` does by itself.
"""

from __future__ import annotations

import json
import math
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request

from evaluations.access import check_readable
from evaluations.api import waiting
from evaluations.models import Evaluation, PipelineResult
from evaluations.progress import progress_of
from projects.api.base import ApiView

LOOK_SECONDS = 1.0
# A reader that has gone is only found by writing to it.
LIFE_SIGN_SECONDS = 5.0
SEEN_MAX_CHARS = 80
LIFE_SIGN = b": still here\n\n"
Load = Callable[[], Evaluation | None]


@dataclass(frozen=True)
class Seen:
    """What a reader has had: results up to this row, and this progress."""

    result: int = 0
    progress: str = ""

    def __str__(self) -> str:
        return f"{self.result}.{self.progress}"


def seen_by(last_event_id: str) -> Seen:
    """From ``Last-Event-ID``; whatever is no id of ours is nothing seen."""
    result, _, progress = last_event_id[:SEEN_MAX_CHARS].partition(".")
    if not (result.isascii() and result.isdecimal() and len(result) < 19):
        return Seen()
    return Seen(int(result), progress)


def message(event: str, data: Any, seen: Seen | None = None) -> bytes:
    lines = [f"event: {event}", *([f"id: {seen}"] if seen else []), f"data: {json.dumps(data)}"]
    return ("\n".join(lines) + "\n\n").encode()


def progress_document(evaluation: Evaluation) -> dict[str, Any]:
    progress = progress_of(evaluation)
    return {
        "status": evaluation.status,
        "stage": evaluation.stage,
        "progress": {"done": progress.done, "total": progress.total, "eta_seconds": progress.eta_seconds},
        "queue_position": progress.queue_position,
    }


def mark_of(document: dict[str, Any]) -> str:
    place = document["queue_position"] or 0
    return f"{document['status']}.{document['stage']}.{document['progress']['done']}.{place}"


def news(evaluation: Evaluation, seen: Seen) -> Iterator[tuple[bytes, Seen]]:
    """What has come since: results in the order in which they came, then the progress or the end."""
    results = PipelineResult.objects.filter(evaluation=evaluation, pk__gt=seen.result).order_by("pk")
    document = progress_document(evaluation)
    for row in results:
        seen = Seen(row.pk, seen.progress)
        yield message("result", row.data, seen), seen
    now = Seen(seen.result, mark_of(document))
    if evaluation.is_done:
        yield message("end", document, now), now
    elif now != seen:
        yield message("progress", document, now), now


def stream(load: Load, last_event_id: str, seconds: float) -> Iterator[bytes]:
    """Events until the evaluation has ended or the time is over. ``load`` reads it anew, None: it is gone."""
    seen, end = seen_by(last_event_id), time.monotonic() + seconds
    written = time.monotonic()
    yield b"retry: 1000\n\n"
    while (evaluation := load()) is not None:
        for text, newest in news(evaluation, seen):
            seen, written = newest, time.monotonic()
            yield text
        if evaluation.is_done or time.monotonic() >= end:
            return
        if time.monotonic() - written > LIFE_SIGN_SECONDS:
            written = time.monotonic()
            yield LIFE_SIGN
        time.sleep(LOOK_SECONDS)


def without_seat(retry_seconds: int) -> Iterator[bytes]:
    """For whoever finds no seat: when to come back, and that polling is as good."""
    yield f"retry: {retry_seconds * 1000}\n\n".encode()
    yield message("no_seat", {"retry_after": retry_seconds})


def state_loader(pk: uuid.UUID) -> Load:
    shown = Evaluation.objects.select_related("project", "dataset_version")
    light = shown.defer("report", "printed", "dataset_version__profile", "project__writeup_html")
    return lambda: light.filter(pk=pk).first()


class EventStream(BaseRenderer):
    """What a stream is negotiated by; a problem on the way to it is JSON as anywhere."""

    media_type = "text/event-stream"
    format = "events"
    charset = None

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Mapping | None = None
    ) -> bytes:
        return JSONRenderer().render(data)


LAST_SEEN = OpenApiParameter(
    "Last-Event-ID",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="The id of the last event that you have: what has come since is sent.",
)


class EvaluationEvents(ApiView):
    renderer_classes = [EventStream]

    @extend_schema(
        operation_id="follow_evaluation",
        summary="Follow an evaluation, event by event",
        description=(
            "Server-sent events: `progress` (status, stage, progress, queue_position), `result` (one "
            "pipeline's line) and `end` (as progress). A stream lasts 30 seconds at most: open the next one "
            "with `Last-Event-ID`. `no_seat` says that too many are waiting: poll instead."
        ),
        parameters=[LAST_SEEN],
        responses={(200, "text/event-stream"): OpenApiTypes.OBJECT},
    )
    def get(self, request: Request, pk: uuid.UUID) -> StreamingHttpResponse:
        check_readable(request.user, pk)
        seen = request.headers.get("Last-Event-ID", "")
        return StreamingHttpResponse(
            open_stream(state_loader(pk), seen),
            content_type="text/event-stream",
            headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
        )


def open_stream(load: Load, last_event_id: str) -> Iterator[bytes]:
    """With a seat in the waiting room for as long as it lasts; without one a stream that only says so."""
    room = waiting.room
    if not room.enter():
        return without_seat(math.ceil(room.next_turn()))
    return waiting.Seated(stream(load, last_event_id, settings.LIMITS.wait_max_seconds), room)
