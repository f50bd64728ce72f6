"""Where tokens are kept: one file that only its owner may read. A token is never printed.

``FIRSTFIT_TOKEN`` and ``FIRSTFIT_SITE`` come first: a CI job has no file and leaves none behind.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import platformdirs

from firstfit.errors import NotAllowed

HOME_SITE = "http://127.0.0.1:8000"
TOKENS, RECENT = "tokens.json", "recent.json"
RECENT_KEPT = 100


@dataclass(frozen=True)
class Login:
    site: str
    token: str = field(repr=False)


def folder() -> Path:
    """``FIRSTFIT_CONFIG_DIR``, else the place where this system keeps a user's settings."""
    return Path(os.environ.get("FIRSTFIT_CONFIG_DIR") or platformdirs.user_config_dir("firstfit"))


def find_login(site: str = "", token: str = "", *, required: bool = True) -> Login:
    """What is not given comes from FIRSTFIT_SITE and FIRSTFIT_TOKEN, else from the last login.

    Raise ``NotAllowed`` where no token is known, if one is ``required``.
    """
    kept = read(TOKENS)
    chosen = (site or os.environ.get("FIRSTFIT_SITE") or kept.get("last") or HOME_SITE).rstrip("/")
    token = token or os.environ.get("FIRSTFIT_TOKEN") or kept.get("tokens", {}).get(chosen, "")
    if not token and required:
        raise NotAllowed(
            f"You are not logged in at {chosen}. Make a token at {chosen}/settings/tokens/, "
            "then: firstfit login (or set FIRSTFIT_TOKEN)."
        )
    return Login(chosen, token.strip())


def keep_login(login: Login) -> Path:
    """The file that holds it now."""
    kept = read(TOKENS)
    return write(TOKENS, {"last": login.site, "tokens": {**kept.get("tokens", {}), login.site: login.token}})


def forget_login(site: str) -> bool:
    kept = read(TOKENS)
    tokens = kept.get("tokens", {})
    found = tokens.pop(site.rstrip("/"), None) is not None
    last = kept.get("last") if kept.get("last") in tokens else ""
    write(TOKENS, {"last": last, "tokens": tokens})
    return found


def remember(site: str, evaluation: str, project: str) -> None:
    """What was pushed last from this folder: what ``status`` or ``publish`` mean without an argument."""
    kept = read(RECENT)
    here = str(Path.cwd())
    kept.pop(here, None)
    newest = {**kept, here: {"site": site, "evaluation": evaluation, "project": project}}
    write(RECENT, dict(list(newest.items())[-RECENT_KEPT:]))


def recent() -> dict[str, str]:
    """``site``, ``evaluation`` and ``project`` (owner/slug) of this folder's last push, or nothing."""
    found = read(RECENT).get(str(Path.cwd()), {})
    return found if isinstance(found, dict) else {}


def read(name: str) -> dict[str, Any]:
    try:
        known = json.loads((folder() / name).read_text())
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def write(name: str, content: dict[str, Any]) -> Path:
    """Whole or not at all, and readable by its owner alone from the first byte on."""
    path = folder() / name
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_name(f".{name}.{os.getpid()}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        json.dump(content, file, indent=1)
    beside.replace(path)
    return path
