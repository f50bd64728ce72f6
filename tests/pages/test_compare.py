"""Two evaluations beside each other: who may see it, what it says, and when it says nothing."""

from __future__ import annotations

import pytest

from evaluations.models import CheckResult, PipelineResult
from portfolio.services import publish
from tests.factories import FOREST, HOUSES, make_evaluation, make_project, make_script

pytestmark = pytest.mark.django_db
ADDRESS = "/@alice/which-flower-is-it/compare/"
BETTER = [0.93, 0.94, 0.95, 0.96, 0.97]


def with_script_scores(evaluation, folds):
    """Let the evaluation's script have scored ``folds``."""
    mean = sum(folds) / len(folds)
    entry = {"mean": mean, "low": mean - 0.02, "high": mean + 0.02, "folds": folds}
    line = {"pipeline": "script", "origin": "script", "title": "The script", "status": "succeeded"}
    line["scores"] = {evaluation.protocol["primary_metric"]: entry}
    evaluation.report["results"].append(line)
    evaluation.save()
    PipelineResult.objects.create(evaluation=evaluation, pipeline="script", position=9, data=line)
    return evaluation


def make_try(project, folds, source=FOREST, **fields):
    return with_script_scores(
        make_evaluation(project, script=make_script(project, source=source), **fields), folds
    )


@pytest.fixture
def project(alice):
    project = make_project(alice)
    publish(project=project, evaluation=make_try(project, [0.90, 0.91, 0.92, 0.93, 0.94]))
    after = make_try(project, BETTER, source=FOREST.replace("20", "200"))
    CheckResult.objects.create(evaluation=after, code="FF401", title="Repeated rows", outcome="tip")
    publish(project=project, evaluation=after)
    return project


def test_a_stranger_compares_two_published_versions(client, project):
    page = client.get(f"{ADDRESS}?a=v1&b=v2").content.decode()
    for part in (
        "v1 beside v2",
        "B is clearly better: by 0.030",
        "on the same 5 folds",
        "B did better on every one of 5 folds",
        "From A to B: 1 line removed, 1 line added.",
        '<span class="sr-only">added</span>',
        'id="b5"',
        "the same in both:",
        "New in B",
        "Repeated rows",
    ):
        assert part in page, part


def test_the_other_way_round_the_same_pair_says_the_same(client, project):
    page = client.get(f"{ADDRESS}?a=v2&b=v1").content.decode()
    assert "A is clearly better: by 0.030" in page
    assert "Gone in B" in page


def test_the_versions_of_a_project_lead_to_the_comparison(client, project):
    assert f'href="{ADDRESS}?a=v1&amp;b=v2"' in client.get("/@alice/which-flower-is-it/").content.decode()


def test_without_a_choice_there_are_two_columns_to_choose_from(client, project):
    page = client.get(ADDRESS).content.decode()
    assert page.count('type="radio"') == 4
    assert page.count("checked") == 2
    assert "0.95 accuracy" in page  # the script's, not the best model's


def test_other_folds_get_no_verdict_and_the_reason(client, project):
    project.evaluations.filter(published_version=1).update(engine_version="0")
    page = client.get(f"{ADDRESS}?a=v1&b=v2").content.decode()
    assert "No verdict: the two cannot be compared fold by fold." in page
    assert "different versions of the engine" in page
    assert 'id="folds"' not in page


def test_folds_by_group_show_who_is_ahead_and_no_test(client, project):
    for evaluation in project.evaluations.all():
        evaluation.protocol.update(splitter="group_k_fold", group="colour")
        evaluation.save()
    page = client.get(f"{ADDRESS}?a=v1&b=v2").content.decode()
    assert "B is ahead on 5 of 5 folds" in page
    assert "clearly better" not in page


def test_what_is_not_published_is_its_owners_alone(client, bob_client, alice_client, project):
    draft = make_try(project, BETTER)
    for reader in (client, bob_client):
        assert reader.get(f"{ADDRESS}?a=v1&b={draft.pk}").status_code == 404
        assert str(draft.pk) not in reader.get(ADDRESS).content.decode()
    page = alice_client.get(f"{ADDRESS}?a=v2&b={draft.pk}").content.decode()
    assert "Both score exactly the same" in page
    assert str(draft.pk) in alice_client.get(ADDRESS).content.decode()


def test_ones_own_stands_beside_a_public_one_on_the_same_data(bob, bob_client, project):
    own = make_try(make_project(bob), BETTER)
    page = bob_client.get(f"{ADDRESS}?a=v1&b={own.pk}").content.decode()
    assert "B is clearly better" in page
    assert "of @bob" in page


def test_strange_choices_are_answered_in_words(client, alice, project):
    houses = make_project(alice, csv=HOUSES, target="price", title="Houses")
    other = make_evaluation(houses)
    publish(project=houses, evaluation=other)
    assert client.get(f"{ADDRESS}?a=v1&b=v9").status_code == 404
    assert client.get(f"{ADDRESS}?a=<b>&b=v1").status_code == 404
    assert client.get(f"{ADDRESS}?a={other.pk}&b={other.pk}").status_code == 404
    for query, said in (
        ("a=v1", "Choose two of them."),
        ("a=v1&b=v1", "Both are the same evaluation."),
        (f"a=v1&b={other.pk}", "different questions"),
    ):
        answer = client.get(f"{ADDRESS}?{query}")
        assert answer.status_code == 422
        assert said in answer.content.decode()


def test_a_failed_one_cannot_be_compared(alice_client, project):
    failed = make_evaluation(project, status="failed")
    answer = alice_client.get(f"{ADDRESS}?a=v1&b={failed.pk}")
    assert answer.status_code == 422
    assert "has no scores to compare" in answer.content.decode()


def test_it_takes_the_same_queries_for_two_versions_or_many(client, project, django_assert_max_num_queries):
    def count() -> int:
        with django_assert_max_num_queries(18) as queries:
            client.get(f"{ADDRESS}?a=v1&b=v2")
        return len(queries)

    two = count()
    for number in range(3, 9):
        publish(project=project, evaluation=make_try(project, BETTER, source=f"# {number}\n{FOREST}"))
    assert count() == two
