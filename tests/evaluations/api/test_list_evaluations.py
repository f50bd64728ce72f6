from __future__ import annotations

import pytest

from tests.api_contract import Api, assert_problem
from tests.factories import make_evaluation, make_project, make_script


@pytest.fixture
def project(alice):
    return make_project(alice, visibility="public")


def ids(response) -> set[str]:
    assert response.status_code == 200
    return {line["id"] for line in response.json()["results"]}


def test_ones_own_are_listed_with_their_project_and_by_status(alice_token, bob_token, project):
    done, running = make_evaluation(project), make_evaluation(project, status="running")
    api = Api(alice_token)
    assert ids(api.get("/evaluations/")) == {str(done.pk), str(running.pk)}
    assert ids(api.get("/evaluations/?status=running")) == {str(running.pk)}
    assert api.get("/evaluations/").json()["results"][0]["project"]["slug"] == project.slug
    assert ids(Api(bob_token).get("/evaluations/")) == set()
    assert_problem(Api().get("/evaluations/"), 401, "not_authenticated")
    assert_problem(api.get("/evaluations/?status=lost"), 422, "bad_input")


def test_of_a_project_one_sees_what_one_may(alice_token, bob_token, project):
    make_evaluation(project)
    shown = make_evaluation(project, published=True)
    path = f"/projects/alice/{project.slug}/evaluations/"
    assert len(ids(Api(alice_token).get(path))) == 2
    assert ids(Api(bob_token).get(path)) == ids(Api().get(path)) == {str(shown.pk)}


def test_lists_take_a_constant_number_of_queries(alice_token, project, django_assert_num_queries):
    for _ in range(5):
        make_evaluation(project)
    with django_assert_num_queries(3):  # token, its use, the page
        Api(alice_token).get("/evaluations/")


def test_nothing_printed_is_plain_text_too(alice_token, project):
    answer = Api(alice_token).get(f"/evaluations/{make_evaluation(project).pk}/printed/")
    assert (answer.content, answer["Content-Type"]) == (b"", "text/plain; charset=utf-8")


def test_what_a_script_printed_is_plain_text(alice_token, bob_token, project):
    evaluation = make_evaluation(project, script=make_script(project), printed="<b>größe: 3\n")
    answer = Api(alice_token).get(f"/evaluations/{evaluation.pk}/printed/")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer.content.decode() == "<b>größe: 3\n"
    assert (
        Api(alice_token)
        .get(f"/evaluations/{evaluation.pk}/printed/", if_none_match=answer["ETag"])
        .status_code
        == 304
    )
    assert_problem(Api(bob_token).get(f"/evaluations/{evaluation.pk}/printed/"), 404, "not_found")
