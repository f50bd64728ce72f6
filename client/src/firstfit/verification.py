"""From a page to a verdict: fetch its bundle, check the hashes, measure again, compare."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from firstfit.bundle import Bundle, check_hashes, unpack
from firstfit.errors import Declined, FirstfitError
from firstfit.remeasuring import Tell, Verification, compare, make_environment, measure_again

if TYPE_CHECKING:
    from firstfit.client import Client


def verify_page(
    client: Client,
    project: str,
    *,
    allow: Callable[[Bundle], bool],
    folder: Path | None,
    python: Path | None,
    tell: Tell,
) -> Verification:
    """See ``Client.verify``. The page's numbers come from the API, not from the bundle."""
    with contextlib.ExitStack() as stack:
        made = folder or stack.enter_context(tempfile.TemporaryDirectory(prefix="firstfit-"))
        place = Path(made).absolute()
        tell("fetching", 0, 0)
        evaluation = dict(client.call("GET", f"/evaluations/{shown_evaluation(client, project)}/"))
        bundle = unpack(client.send_export(project, "bundle").body, place)
        hashes = check_hashes(bundle, evaluation)
        tell("asking", 0, -1)
        if not allow(bundle):
            raise Declined("Nothing was run.")
        tell("making an environment", 0, 0)
        found = measure_again(bundle, python or make_environment(bundle, place / "environment"), tell)
    numbers, lines = compare(evaluation, found)
    return Verification(
        project=project,
        evaluation=evaluation["id"],
        metric=evaluation["protocol"]["primary_metric"],
        hashes=hashes,
        numbers=tuple(numbers),
        lines=tuple(lines),
        bundle_differences=tuple(found["differences"]),
    )


def shown_evaluation(client: Client, project: str) -> str:
    """The one that the page stands on: the published, else the newest that succeeded."""
    known = client.project(project).document
    done = [brief for brief in known["evaluations"] if brief["status"] == "succeeded"]
    brief = known["published"] or (done[0] if done else None)
    if brief is None:
        raise FirstfitError(f"Nothing of {project} is measured yet.")
    return str(brief["id"])
