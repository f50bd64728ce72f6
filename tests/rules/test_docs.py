"""What can be set, chosen or shown is named in the docs."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from config.limits import Limits
from evaluations.core.checks.registry import CHECKS
from evaluations.core.metric_registry import METRICS
from evaluations.core.pipelines import STANDARD
from tests.rules.house import ROOT, python_files

DOCS = ROOT / "docs"
READ_FROM_THE_ENVIRONMENT = re.compile(r"""\benv\.\w+\(\s*["']([A-Z][A-Z0-9_]+)["']""")
MAKE_TARGET = re.compile(r"^([a-z-]+):.*## ", re.MULTILINE)
RELATIVE_LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def text_of(name: str) -> str:
    return (DOCS / name).read_text()


def settings_that_are_read() -> set[str]:
    found = (READ_FROM_THE_ENVIRONMENT.findall(path.read_text()) for path in python_files("config"))
    return {name for names in found for name in names}


def test_every_environment_variable_that_is_read_is_explained():
    assert {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "PORT"} <= settings_that_are_read()
    explained = set(re.findall(r"`([A-Z][A-Z0-9_]+)`", text_of("operations.md")))
    assert settings_that_are_read() - explained == set()


@pytest.mark.parametrize("limit", fields(Limits), ids=lambda limit: limit.name)
def test_every_limit_is_explained_with_its_default(limit):
    assert f"| `LIMIT_{limit.name.upper()}` | {limit.default} | " in text_of("operations.md")


def test_no_limit_is_explained_that_is_not_there():
    named = set(re.findall(r"LIMIT_([A-Z_]+[A-Z])", "".join(path.read_text() for path in DOCS.rglob("*.md"))))
    assert named <= {limit.name.upper() for limit in fields(Limits)}


@pytest.mark.parametrize("code", [*STANDARD, *METRICS])
def test_every_pipeline_and_metric_is_explained(code):
    assert f"| `{code}` | " in text_of("measurement.md")


@pytest.mark.parametrize("check", [check.text for check in CHECKS], ids=lambda text: text.code)
def test_every_check_is_explained_under_its_own_title(check):
    assert f"\n## {check.code} {check.title}\n" in text_of("checks.md")


def test_every_decision_is_in_the_list():
    decisions = {path.name for path in (DOCS / "adr").glob("0*.md")}
    assert decisions == set(re.findall(r"\]\((0[^)]+)\)", text_of("adr/README.md")))


def test_every_make_target_is_explained():
    targets = set(MAKE_TARGET.findall((ROOT / "Makefile").read_text()))
    assert {"run", "test", "token"} <= targets
    assert not {
        target for target in targets if f"`make {target}" not in (ROOT / "CONTRIBUTING.md").read_text()
    }


@pytest.mark.parametrize(
    "page", sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")]), ids=lambda page: page.name
)
def test_every_link_inside_the_docs_leads_somewhere(page: Path):
    links = RELATIVE_LINK.findall(page.read_text())
    assert not [link for link in links if not (page.parent / link).exists()]
