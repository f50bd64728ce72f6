"""``manage.py check --deploy`` proves the sandbox of this host, and says what it is worth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Info, Warning, register

TIERS = {1: "bubblewrap and seccomp", 2: "Landlock and seccomp"}


@register("sandbox", deploy=True)
def check_sandbox(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Start a fork server as a worker does and try its floor: about as long as a worker takes to start."""
    from evaluations.children import ENGINE_ROOT, ENTRY, PRELOAD
    from evaluations.sandbox.runner import ForkServer, ServerFailed

    server = ForkServer(ENGINE_ROOT, ENTRY, PRELOAD, bubblewrap=settings.SANDBOX_BWRAP)
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
