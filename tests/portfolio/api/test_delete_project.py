from __future__ import annotations

from evaluations.models import Evaluation
from projects.models import DatasetVersion, Project
from projects.tokens import create_token
from tests.api_contract import Api, assert_problem
from tests.factories import make_evaluation, make_project, make_script

PATH = "/projects/alice/which-flower-is-it/"


def test_takes_scripts_and_evaluations_with_it_and_leaves_the_data(alice, alice_token):
    project = make_project(alice)
    make_evaluation(project, script=make_script(project))
    answer = Api(alice_token).delete(PATH)
    assert (answer.status_code, answer.content) == (204, b"")
    assert not Project.objects.exists()
    assert not Evaluation.objects.exists()
    assert DatasetVersion.objects.count() == 1
    assert_problem(Api(alice_token).delete(PATH), 404, "not_found")


def test_nobody_else_deletes_it(alice, bob_token):
    make_project(alice)
    make_project(alice, title="Open", visibility="public")
    assert_problem(Api(bob_token).delete(PATH), 404, "not_found")
    assert_problem(Api(bob_token).delete("/projects/alice/open/"), 403, "not_yours")
    assert Project.objects.count() == 2


def test_a_stranger_and_a_read_token_delete_nothing(alice):
    make_project(alice)
    _, secret = create_token(owner=alice, name="reader")
    assert_problem(Api().delete(PATH), 401, "not_authenticated")
    assert_problem(Api(secret).delete(PATH), 403, "insufficient_scope")
    assert Project.objects.count() == 1
