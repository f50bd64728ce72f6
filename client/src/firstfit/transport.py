"""One request, tried until it is answered: with a token, an idempotency key, and patience."""

from __future__ import annotations

import contextlib
import itertools
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx

from firstfit.errors import (
    Busy,
    FieldProblem,
    FirstfitError,
    NotAllowed,
    NotFirstfit,
    Refused,
    ServerFault,
    Unreachable,
)
from firstfit.patience import Patience, now, passes_by_itself, seconds_asked

KINDS: Mapping[int, type[Refused]] = {401: NotAllowed, 403: NotAllowed, 429: Busy}
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
CONNECT_SECONDS, ANSWER_SECONDS = 10.0, 60.0
Upload = tuple[str, bytes]


@dataclass(frozen=True)
class Call:
    """A request to one address below ``/api/v1/``. Whatever makes something carries a key."""

    method: str
    path: str
    query: Mapping[str, Any] = field(default_factory=dict)
    json: Any = None
    form: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, Upload] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    timeout_seconds: float = ANSWER_SECONDS
    is_file: bool = False


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: Any

    @property
    def retry_after(self) -> float:
        return seconds_asked(self.headers.get("retry-after")) or 0.0


class Transport:
    """Raise a ``FirstfitError`` for every answer that is none, once patience is at its end.

    The token goes to ``site`` alone: redirects are not followed, and addresses in answers are not used.
    """

    def __init__(
        self, site: str, token: str = "", *, patience: Patience | None = None, insecure: bool = False
    ) -> None:
        self.site = checked_site(site, with_token=bool(token), insecure=insecure)
        self.patience = patience or Patience()
        self.tell_retry: Callable[[FirstfitError], None] = lambda error: None
        headers = {"Accept": "application/json", "User-Agent": "firstfit-client/0.1"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        self.http = httpx.Client(base_url=f"{self.site}/api/v1", headers=headers)

    def __repr__(self) -> str:
        return f"Transport({self.site!r})"

    def close(self) -> None:
        self.http.close()

    def send(self, call: Call) -> Answer:
        """The answer to ``call``, tried again while what stands in the way may pass by itself."""
        call = with_key(call)
        end = now() + self.patience.seconds
        for attempt in itertools.count():
            try:
                return self.try_once(call, again=attempt > 0)
            except Passing as passing:
                pause = self.patience.pause(attempt, passing.asked)
                if attempt + 1 >= self.patience.tries or now() + pause > end:
                    raise passing.error from passing.error.__cause__
                self.tell_retry(passing.error)
                time.sleep(pause)
        raise AssertionError

    def try_once(self, call: Call, *, again: bool) -> Answer:
        try:
            response = self.http.request(
                call.method,
                call.path,
                params=dict(call.query),
                json=call.json,
                data=dict(call.form) or None,
                files=dict(call.files) or None,
                headers=dict(call.headers),
                timeout=httpx.Timeout(call.timeout_seconds, connect=CONNECT_SECONDS),
            )
        except (httpx.TransportError, httpx.DecodingError) as error:
            raise Passing(self.unreachable(error)) from error
        if call.is_file and response.is_success:
            return Answer(response.status_code, response.headers, response.content)
        if call.method == "DELETE" and again and response.status_code == 404:
            return Answer(204, response.headers, None)  # the try before had reached the site
        return self.read(response)

    def read(self, response: httpx.Response) -> Answer:
        """Raise ``Passing`` for what may be tried again, another error for what may not."""
        if response.status_code in (204, 304):
            return Answer(response.status_code, response.headers, None)
        body = self.body_of(response)
        if response.is_success:
            return Answer(response.status_code, response.headers, body)
        error = problem(response.status_code, body)
        if passes_by_itself(response.status_code, error.code):
            raise Passing(error, seconds_asked(response.headers.get("retry-after")))
        raise error

    def body_of(self, response: httpx.Response) -> Any:
        if "json" not in response.headers.get("content-type", ""):
            what = f"{self.site} answered {response.status_code} with something that is no JSON."
            if response.status_code in (429, 500, 502, 503, 504):  # a proxy in front of the site
                raise Passing(Unreachable(what))
            raise NotFirstfit(f"{what} Is this the address of a Firstfit site?")
        try:
            return response.json()
        except ValueError as error:
            raise Passing(Unreachable(f"The answer of {self.site} was cut short.")) from error

    def unreachable(self, error: httpx.HTTPError) -> Unreachable:
        return Unreachable(f"{self.site} does not answer ({said(error)}).")

    @contextlib.contextmanager
    def stream(self, call: Call) -> Iterator[Iterator[str]]:
        """The lines of an answer as they come, tried once. Raise ``Unreachable`` when it breaks off."""
        timeout = httpx.Timeout(call.timeout_seconds, connect=CONNECT_SECONDS)
        arguments = {"params": dict(call.query), "headers": dict(call.headers), "timeout": timeout}
        try:
            with self.http.stream(call.method, call.path, **arguments) as response:  # type: ignore[arg-type]
                if not response.is_success:
                    response.read()
                    self.read(response)
                yield response.iter_lines()
        except httpx.HTTPError as error:
            raise self.unreachable(error) from error
        except Passing as passing:
            raise passing.error from passing


class Passing(Exception):
    """Something that may be gone at the next try."""

    def __init__(self, error: FirstfitError, asked: float | None = None) -> None:
        super().__init__(str(error))
        self.error = error
        self.asked = asked


def with_key(call: Call) -> Call:
    """The same key for every try of the same call: sent twice, it makes one."""
    if call.method != "POST" or "Idempotency-Key" in call.headers:
        return call
    return Call(**{**vars(call), "headers": {**call.headers, "Idempotency-Key": str(uuid.uuid4())}})


def checked_site(site: str, *, with_token: bool, insecure: bool) -> str:
    """The address without a slash at its end. Raise ``NotAllowed`` where a token would be overheard."""
    address = urlsplit(site.strip())
    if address.scheme not in ("http", "https") or not address.hostname:
        raise Refused(f"“{site}” is no address: write it like https://firstfit.example.")
    if with_token and address.scheme == "http" and address.hostname not in LOOPBACK and not insecure:
        raise NotAllowed(
            f"{site} is not https: everybody on the way could read your token. "
            "Use https, or set FIRSTFIT_INSECURE=1 on a network that you trust."
        )
    return site.strip().rstrip("/")


def problem(status: int, body: Any) -> Refused:
    """From a problem document (RFC 9457); whatever else says little, and so does this."""
    known = body if isinstance(body, dict) else {}
    kind = ServerFault if status >= 500 else KINDS.get(status, Refused)
    errors = [FieldProblem(e["field"], e["message"], e["code"]) for e in known.get("errors") or []]
    text = str(known.get("detail") or f"The site answered {status}.")
    if status >= 500 and known.get("request_id"):
        text += f" (request {known['request_id']})"
    return kind(
        text,
        code=str(known.get("code", "")),
        status=status,
        problems=errors,
        request_id=str(known.get("request_id", "")),
    )


def said(error: httpx.HTTPError) -> str:
    if isinstance(error, httpx.TimeoutException):
        return "it took too long"
    return str(error).strip() or type(error).__name__
