from __future__ import annotations

import pytest

from portfolio.services import publish
from tests.api_contract import Api, assert_problem
from tests.factories import FOREST, make_evaluation, make_project, make_script

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(alice):
    project = make_project(alice)
    first = make_evaluation(project, script=make_script(project))
    publish(project=project, evaluation=first)
    changed = make_script(project, source=FOREST.replace("20", "30"))
    return first, make_evaluation(project, script=changed)


def address(first, second) -> str:
    return f"/evaluations/compare/?a={first.pk}&b={second.pk}"


def test_the_owner_reads_the_verdict_the_changes_and_the_diff(alice_token, pair):
    found = Api(alice_token).get(address(*pair)).json()
    assert found["verdict"]["verdict"] == "no_clear_difference"
    assert found["verdict"]["difference"] == 0
    assert found["same_folds"] is True
    assert found["why_none"] is None
    assert [change["what"] for change in found["changes"] if not change["same"]] == ["Script"]
    assert "+    return RandomForestClassifier(n_estimators=30" in found["script_diff"]
    assert found["a"]["published_version"] == 1
    assert found["b"]["score"] == 0.83


def test_others_read_it_once_both_are_published(bob_token, pair):
    for api in (Api(), Api(bob_token)):
        assert_problem(api.get(address(*pair)), 404, "not_found")
    publish(project=pair[1].project, evaluation=pair[1])
    for api in (Api(), Api(bob_token)):
        assert api.get(address(*pair)).status_code == 200


def test_the_same_one_twice_and_half_a_pair_are_bad_input(alice_token, pair):
    api = Api(alice_token)
    assert_problem(api.get(address(pair[0], pair[0])), 422, "bad_input")
    assert_problem(api.get(f"/evaluations/compare/?a={pair[0].pk}"), 422, "bad_input")


def test_it_takes_few_queries(alice_token, pair, django_assert_max_num_queries):
    with django_assert_max_num_queries(13):
        Api(alice_token).get(address(*pair))
