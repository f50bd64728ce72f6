"""A data set's page: what is in it, who asked what of it, and a board on which ties are ties."""

from __future__ import annotations

import re

import pytest

from evaluations.models import PipelineResult, Try
from portfolio.boards import make_boards
from portfolio.services import publish, unpublish
from projects.models import Project
from tests.factories import FOREST, HOUSES, make_evaluation, make_project, make_script

pytestmark = pytest.mark.django_db
ADDRESS = "/datasets/alice/flowers/"
SITE = "http://127.0.0.1:8000"


def make_entry(owner, title, folds, *, visibility="public", csv=None, target="species"):
    """A published project whose script scored ``folds``."""
    given = {"csv": csv, "target": target} if csv else {}
    project = make_project(owner, title=title, **given)
    evaluation = make_evaluation(project, script=make_script(project, source=f"# {title}\n{FOREST}"))
    metric = project.metric
    mean = sum(folds) / len(folds)
    scores = {metric: {"mean": mean, "low": mean - 0.02, "high": mean + 0.02, "folds": folds}}
    PipelineResult.objects.create(
        evaluation=evaluation,
        pipeline="script",
        position=9,
        data={"pipeline": "script", "origin": "script", "status": "succeeded", "scores": scores},
    )
    publish(project=project, visibility=visibility)
    return project


@pytest.fixture
def board(alice, bob):
    make_entry(alice, "First", [0.90, 0.91, 0.89, 0.92, 0.90])
    make_entry(bob, "Second", [0.91, 0.89, 0.90, 0.90, 0.91])
    return make_entry(bob, "Third", [0.70, 0.72, 0.69, 0.71, 0.70])


def test_lines_that_cannot_be_told_apart_share_a_rank(board):
    (found,) = make_boards(board.dataset_version.sha256)
    assert [(entry.rank, entry.is_tied, entry.title) for entry in found.entries] == [
        (1, True, "First"),
        (1, True, "Second"),
        (3, False, "Third"),
    ]
    assert (found.rows, found.direction, found.baseline) == (60, "higher is better", "0.50")


def test_the_page_shows_board_profile_and_projects_of_everybody(client, board):
    page = client.get(ADDRESS).content.decode()
    for part in ("First", "Second", "Third", "@bob", "=1", "0.70", "higher is better", "length", "SHA-256"):
        assert part in page, part


def compare_on_board(client, a, b):
    return client.get(f"{ADDRESS}compare/", {"a": a, "b": b}, follow=True)


def test_any_two_lines_of_a_board_can_be_compared(client, board):
    (found,) = make_boards(board.dataset_version.sha256)
    first, second, third = found.entries
    page = client.get(ADDRESS).content.decode()
    assert all(page.count(f'value="{entry.code}"') == 2 for entry in found.entries)
    assert page.count("checked") == 2
    for a, b in ((first, second), (second, third), (third, first)):
        answer = compare_on_board(client, a.code, b.code)
        assert f"<bdi>{a.title}</bdi> beside <bdi>{b.title}</bdi>" in answer.content.decode()


def test_what_cannot_be_compared_is_said(client, bob, board):
    (found,) = make_boards(board.dataset_version.sha256)
    code = found.entries[0].code
    assert "Both are the same script." in compare_on_board(client, code, code).content.decode()
    assert "No script is chosen for B." in compare_on_board(client, code, "").content.decode()
    hidden = make_entry(bob, "Hidden", [0.98] * 5)
    unpublish(hidden)
    assert compare_on_board(client, code, hidden.evaluations.get().pk).status_code == 404


def test_all_scores_of_a_board_have_as_many_decimals(alice):
    make_entry(alice, "Nearly perfect", [0.98] * 4 + [0.97])
    board = make_entry(alice, "Worse", [0.7, 0.71, 0.7, 0.7, 0.69])
    (found,) = make_boards(board.dataset_version.sha256)
    assert [entry.spread for entry in found.entries] == ["0.958 to 0.998", "0.680 to 0.720"]


def test_only_what_is_public_counts(client, alice, bob, board):
    make_entry(bob, "Hidden unlisted", [0.99] * 5, visibility="unlisted")
    unpublish(make_entry(bob, "Hidden private", [0.98] * 5))
    (found,) = make_boards(board.dataset_version.sha256)
    assert len(found.entries) == 3
    assert "Hidden" not in client.get(ADDRESS).content.decode()


def test_the_same_code_counts_once(alice, board):
    project = alice.projects.get(title="First")
    evaluation = project.evaluations.get()
    again = make_evaluation(project, script=evaluation.script, published_version=2)
    data = evaluation.pipeline_results.get(pipeline="script").data
    PipelineResult.objects.create(evaluation=again, pipeline="script", position=9, data=data)
    (found,) = make_boards(project.dataset_version.sha256)
    assert len(found.entries) == 3


def test_a_long_board_shows_the_best_and_says_how_many_are_left_out(client, bob, board, monkeypatch):
    monkeypatch.setattr("portfolio.boards.ENTRIES_MAX", 2)
    for title, score in (("First", 0.904), ("Second", 0.902), ("Third", 0.704)):
        project = Project.objects.get(title=title)
        script = project.evaluations.get().script
        known = Try.objects.filter(learner=project.owner, script_sha256=script.sha256)
        assert known.update(score=score) == 1
    (found,) = make_boards(board.dataset_version.sha256)
    assert [entry.title for entry in found.entries] == ["First", "Second"]
    assert found.left_out == 1
    page = client.get(ADDRESS).content.decode()
    assert "1 more script scored" in page
    assert "Third" in page  # among the projects below


def test_an_error_is_better_when_it_is_lower(alice):
    project = make_entry(alice, "Far off", [30.0, 31.0, 29.0, 30.0, 30.5], csv=HOUSES, target="price")
    make_entry(alice, "Near", [10.0, 11.0, 9.0, 10.0, 10.5], csv=HOUSES, target="price")
    (found,) = make_boards(project.dataset_version.sha256)
    best = "Near" if found.direction == "lower is better" else "Far off"
    assert found.entries[0].title == best


def test_a_data_set_without_anything_public_is_its_owners_alone(client, bob_client, alice_client, alice):
    make_project(alice)
    assert client.get(ADDRESS).status_code == 404
    assert bob_client.get(ADDRESS).status_code == 404
    page = alice_client.get(ADDRESS).content.decode()
    assert "only you can see it" in page
    assert 'name="robots" content="noindex"' in page


def test_other_peoples_public_projects_do_not_open_ones_own_upload(client, alice, bob):
    """Bob holds the same bytes in private: that he does is nobody's business."""
    make_entry(alice, "First", [0.9] * 5)
    make_project(bob)
    assert client.get(ADDRESS).status_code == 200
    assert client.get("/datasets/bob/flowers/").status_code == 404


def test_machines_get_a_croissant_of_what_may_be_downloaded(client, alice, board):
    told = client.get(f"{ADDRESS}croissant.json")
    assert told["Content-Type"] == "application/ld+json"
    document = told.json()
    (file,) = document["distribution"]
    assert file["sha256"] == board.dataset_version.sha256
    assert client.get(file["contentUrl"].removeprefix(SITE)).status_code == 200
    fields = document["recordSet"][0]["field"]
    assert [field["name"] for field in fields] == ["length", "width", "colour", "species"]
    assert fields[0]["dataType"] == "sc:Float"


def test_the_project_page_leads_to_it_unless_it_is_unlisted(client, alice, board):
    assert f'href="{ADDRESS}"' in client.get("/@alice/first/").content.decode()
    publish(project=alice.projects.get(title="First"), visibility="unlisted")
    assert f'href="{ADDRESS}"' not in client.get("/@alice/first/").content.decode()


def test_it_takes_the_same_queries_for_one_line_or_many(client, alice, django_assert_max_num_queries):
    def count() -> int:
        with django_assert_max_num_queries(12) as queries:
            client.get(ADDRESS)
        return len(queries)

    make_entry(alice, "One", [0.9] * 5)
    one = count()
    for number in range(6):
        make_entry(alice, f"Number {number}", [0.8 + number / 100] * 5)
    assert count() == one


@pytest.mark.parametrize("address", [f"{ADDRESS}feed.atom", "/@alice/feed.atom"])
def test_feeds_name_public_projects_with_their_score(client, alice, board, address):
    unpublish(make_entry(alice, "Hidden", [0.5] * 5))
    response = client.get(address)
    assert response["Content-Type"].startswith("application/atom+xml")
    text = response.content.decode()
    assert "<title>First</title>" in text
    assert "0.83 accuracy (0.78 to 0.88), better than the baseline" in text
    assert re.search(rf'<link href="{SITE}{address}" rel="self"', text)
    assert "Hidden" not in text
    assert client.get(address, headers={"if-none-match": response["ETag"]}).status_code == 304
