"""``manage.py check --deploy`` proves the sandbox of this host, and says what it is worth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Info, Warning, register
from django.utils.module_loading import import_string

from evaluations.sandbox.runner import ForkServer, ServerFailed

TIERS = {1: "bubblewrap and seccomp", 2: "Landlock and seccomp"}


@register("sandbox", deploy=True)
def check_sandbox(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Start a fork server as a worker does and try its floor: about as long as a worker takes to start."""
    server: ForkServer = import_string("evaluations.children.fork_server")()  # loads what the web never needs
    try:
        server.start()
        return judge_sandbox(server.tier, server.refusal)
    except ServerFailed as error:
        return judge_sandbox(None, f"No fork server starts here: {error}")
    finally:
        server.stop()


def judge_sandbox(tier: int | None, refusal: str) -> list[CheckMessage]:
    if not tier:
        hint = "Standard pipelines run; see docs/sandbox.md for what this host lacks."
        return [Warning(refusal, hint=hint, id="evaluations.W001")]
    return [Info(f"Scripts run in the sandbox's tier {tier}: {TIERS[tier]}.", id="evaluations.I001")]
