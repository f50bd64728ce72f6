"""Limits stand in their order, and production refuses to start half configured."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from config.apps import check_limits
from config.limits import ORDERED, Limits, check_order, limits_from_environment
from tests.rules.house import ROOT

PRODUCTION = {
    "SECRET_KEY": "kT9-long-enough-and-with-many-different-characters-0123456789-ABCDEFGHIJ",
    "ALLOWED_HOSTS": "firstfit.example",
    "SITE_URL": "https://firstfit.example",
    "REDIS_URL": "redis://127.0.0.1:6379",
    "EMAIL_URL": "smtp://mail.example:25",
    "DATABASE_URL": "postgres://firstfit:secret@db.example/firstfit",
}
REQUIRED = ("SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "REDIS_URL", "EMAIL_URL")


def in_production(*arguments: str, **settings: str) -> subprocess.CompletedProcess:
    mentioned = {name: value for name, value in os.environ.items() if name not in PRODUCTION}
    env = {**mentioned, **settings, "DJANGO_SETTINGS_MODULE": "config.settings.prod"}
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60)


def test_the_limits_stand_in_the_order_that_keeps_the_job_contract():
    assert check_order(Limits()) == []
    assert check_limits(None) == []


@pytest.mark.parametrize(("small", "large"), ORDERED)
def test_two_limits_in_the_wrong_order_are_named(small, large):
    limits = Limits()
    wrong = replace(limits, **{small: getattr(limits, large)})
    sentence = next(
        text for text in check_order(wrong) if f"limits.{small} " in text and f"limits.{large} " in text
    )
    assert "must be below" in sentence


def test_a_limit_is_read_from_the_environment_in_capitals():
    asked = {"LIMIT_SCRIPT_WALL_SECONDS": 30}
    limits = limits_from_environment(lambda name, default: asked.get(name, default))
    assert limits == replace(Limits(), script_wall_seconds=30)


def test_limits_in_the_wrong_order_stop_the_start():
    result = in_production("check", **PRODUCTION, LIMIT_TASK_SOFT_SECONDS="700")
    assert result.returncode != 0
    assert "limits.task_soft_seconds (700) must be below limits.task_hard_seconds (660)" in result.stderr


@pytest.mark.parametrize("missing", REQUIRED)
def test_production_does_not_start_without(missing):
    result = in_production("check", **{name: value for name, value in PRODUCTION.items() if name != missing})
    assert result.returncode != 0
    assert missing in result.stderr


def test_production_fully_configured_has_nothing_that_django_would_warn_of():
    result = in_production("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert result.returncode == 0, result.stderr
