from __future__ import annotations

from tests.api_contract import Api, assert_problem
from tests.factories import make_evaluation, make_project, make_script

PATH = "/projects/alice/which-flower-is-it/"


def test_the_owner_sees_everything(alice, alice_token):
    project = make_project(alice)
    script = make_script(project)
    make_evaluation(project, script=script, published=True)
    running = make_evaluation(project, status="running")
    document = Api(alice_token).get(PATH).json()
    assert document["url"] == "http://testserver/@alice/which-flower-is-it/"
    assert [evaluation["status"] for evaluation in document["evaluations"]] == ["running", "succeeded"]
    assert document["evaluation"]["id"] == str(running.pk)
    assert document["published"]["published_version"] == 1
    assert document["scripts"][0]["filename"] == "forest.py"
    assert document["protocol"]["digest"] == project.protocol_digest


def test_a_private_one_is_not_found_by_anybody_else(alice, bob_token):
    make_project(alice)
    assert_problem(Api().get(PATH), 404, "not_found", "that you may see")
    assert_problem(Api(bob_token).get(PATH), 404, "not_found")


def test_who_has_the_address_reads_an_unlisted_one(alice):
    make_project(alice, visibility="unlisted")
    assert Api().get(PATH).json()["visibility"] == "unlisted"


def test_others_see_what_is_published_and_nothing_else(alice, bob_token):
    project = make_project(alice, visibility="public")
    make_evaluation(project, script=make_script(project), published=True)
    make_evaluation(project, script=make_script(project, source="model = 2\n"))
    document = Api(bob_token).get(PATH).json()
    assert [evaluation["published_version"] for evaluation in document["evaluations"]] == [1]
    assert [script["version"] for script in document["scripts"]] == [1]


def test_what_one_has_already_is_not_sent_again(alice, alice_token):
    make_project(alice)
    etag = Api(alice_token).get(PATH)["ETag"]
    assert Api(alice_token).get(PATH, if_none_match=etag).status_code == 304


def test_an_address_of_nobody_is_not_found(db):
    assert_problem(Api().get("/projects/nobody/nothing/"), 404, "not_found")


def test_the_number_of_queries_does_not_grow(alice, alice_token, django_assert_num_queries):
    project = make_project(alice)
    for _ in range(3):
        make_evaluation(project)
    with django_assert_num_queries(7):  # token, its use, project, tags, stars, evaluations, scripts
        Api(alice_token).get(PATH)
