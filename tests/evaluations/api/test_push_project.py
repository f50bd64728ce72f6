"""``POST /api/v1/push/``: everything is checked before anything is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluations.models import Evaluation
from projects.models import Dataset, DatasetVersion, IdempotencyKey, Project, Script
from projects.tokens import create_token
from tests.api_contract import Api, assert_problem
from tests.factories import FLOWERS, FOREST, HOUSES, upload


def form(**fields: object) -> dict:
    return {"data": upload(FLOWERS), "target": "species", **fields}


@pytest.fixture
def nothing_is_kept(db, media):
    """Fails a test that leaves a row or a file behind."""
    yield
    models = (Dataset, DatasetVersion, Project, Script, Evaluation)
    assert [model for model in models if model.objects.exists()] == []
    assert [path for path in Path(media).rglob("*") if path.is_file()] == []


def test_makes_a_project_and_starts_its_evaluation(alice_token, alice):
    words = {"title": "Which flower?", "question": "By its length and width?"}
    script = upload(FOREST, "forest.py")
    answer = Api(alice_token).form("/push/", form(script=script, metric="f1_macro", guess="0.8", **words))
    assert answer.status_code == 202
    project, evaluation = answer.json()["project"], answer.json()["evaluation"]
    assert project["owner"] == "alice"
    assert (project["slug"], project["question"]) == ("which-flower", "By its length and width?")
    assert project["url"] == "http://testserver/@alice/which-flower/"
    assert (project["task"], project["metric"], project["visibility"]) == ("binary", "f1_macro", "private")
    assert project["dataset"]["rows"] == 60
    assert evaluation["status"] == "queued"
    assert evaluation["url"] == f"http://testserver/evaluations/{evaluation['id']}/"
    assert answer["Location"] == f"http://testserver/api/v1/evaluations/{evaluation['id']}/"
    kept = Evaluation.objects.get(pk=evaluation["id"])
    assert kept.script.filename == "forest.py"
    assert (kept.guess, kept.publish_requested) == (0.8, "")


def test_the_answer_can_be_followed_to_the_evaluation(alice_token):
    location = Api(alice_token).form("/push/", form())["Location"]
    read = Api(alice_token).get(location.partition("/api/v1")[2])
    assert read.json()["queue_position"] == 1


def test_a_time_column_orders_the_folds(alice_token):
    lines = [f"{2000 + i // 4},{i % 7},{i % 5}" for i in range(100)]
    data = upload("\n".join(["year,size,price", *lines]), "prices.csv")
    answer = Api(alice_token).form("/push/", {"data": data, "target": "price", "time": "year"})
    assert answer.status_code == 202
    assert Evaluation.objects.get().protocol["splitter"] == "time_series"


def test_a_group_that_is_not_there_is_refused_by_its_field(alice_token, nothing_is_kept):
    answer = Api(alice_token).form("/push/", form(group="specie"))
    assert_problem(answer, 422, "bad_group")
    assert "group" in answer.content.decode()


def test_data_and_target_are_enough(alice_token):
    answer = Api(alice_token).form("/push/", {"data": upload(HOUSES, "houses.csv"), "target": "price"})
    assert answer.json()["project"]["title"] == "Predicting price"
    assert answer.json()["project"]["task"] == "regression"
    assert Evaluation.objects.get().script is None


@pytest.mark.parametrize(
    ("sent", "visibility", "publish_as"),
    [
        ({"publish": "true"}, "private", "public"),
        ({"publish": "1", "visibility": "unlisted"}, "unlisted", "unlisted"),
        ({"visibility": "public"}, "public", ""),
        ({"publish": "no"}, "private", ""),
    ],
)
def test_publish_and_visibility_say_what_becomes_of_it(alice_token, sent, visibility, publish_as):
    answer = Api(alice_token).form("/push/", form(**sent))
    assert answer.json()["project"]["visibility"] == visibility
    assert answer.json()["project"]["published_at"] is None
    assert Evaluation.objects.get().publish_requested == publish_as


def test_nobody_sees_a_public_project_before_it_is_published(alice_token):
    Api(alice_token).form("/push/", form(visibility="public", title="Early"))
    assert_problem(Api().get("/projects/alice/early/"), 404, "not_found")
    assert Api().get("/projects/").json()["results"] == []


def test_the_same_push_again_is_the_same_project_and_evaluation(alice_token):
    first, second = (Api(alice_token).form("/push/", form()).json() for _ in range(2))
    assert second == first
    assert Evaluation.objects.count() == 1


def test_publishing_may_be_asked_for_while_it_runs(alice_token):
    Api(alice_token).form("/push/", form())
    Api(alice_token).form("/push/", form(publish="true"))
    assert Evaluation.objects.get().publish_requested == "public"


def test_a_replayed_push_makes_nothing_new(alice_token):
    first = Api(alice_token).form("/push/", form(), idempotency_key="k")
    Evaluation.objects.update(status="succeeded")
    second = Api(alice_token).form("/push/", form(), idempotency_key="k")
    assert second.json() == first.json()
    assert Evaluation.objects.count() == 1


def test_a_stranger_pushes_nothing(nothing_is_kept):
    assert_problem(Api().form("/push/", form()), 401, "not_authenticated")


def test_a_read_token_pushes_nothing(alice, nothing_is_kept):
    _, secret = create_token(owner=alice, name="reader")
    assert_problem(Api(secret).form("/push/", form()), 403, "insufficient_scope", "only read")


CONSTANT = "a,b,same\n" + "".join(f"{i},{i % 7},1\n" for i in range(40))
BAD_DATA = [
    ("empty", b"", "a", "empty_file"),
    ("binary", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "a", None),
    ("one column", b"a\n1\n2\n3\n", "a", "one_column"),
    ("one row", b"a,b\n1,2\n", "b", "too_few_rows"),
    ("header only", b"a,b\n", "b", "no_data_rows"),
    ("constant target", CONSTANT.encode(), "same", "target_constant"),
    ("missing target", FLOWERS.encode(), "kind", "target_missing"),
    ("wrong encoding", b"a,b\n" + b"\xff\xfe\x00\xd8" * 40, "b", None),
]


@pytest.mark.parametrize(
    ("data", "target", "code"), [pytest.param(*case, id=name) for name, *case in BAD_DATA]
)
def test_data_that_cannot_be_used_is_refused_with_a_sentence(
    alice_token, nothing_is_kept, data, target, code
):
    answer = Api(alice_token).form("/push/", {"data": upload(data, "mine.csv"), "target": target})
    problem = answer.json()
    assert_problem(answer, 422, code or problem["code"])
    assert problem["errors"][0]["field"] == ("target" if problem["code"].startswith("target") else "data")
    assert len(problem["detail"].split()) > 6


def test_26_megabytes_are_refused(alice_token, nothing_is_kept):
    large = upload(b"a,b\n" + b"1,2\n" * (26 * 2**20 // 4), "large.csv")
    answer = Api(alice_token).form("/push/", form(data=large))
    problem = assert_problem(answer, 413, "too_large", "large.csv", "25 MB")
    assert problem["errors"][0]["field"] == "data"


def test_a_script_of_26_megabytes_is_refused_by_its_own_name(alice_token, nothing_is_kept):
    large = upload(b"#" * (26 * 2**20), "large.py")
    answer = Api(alice_token).form("/push/", form(script=large))
    problem = assert_problem(answer, 413, "too_large", "large.py", "holds code")
    assert problem["errors"][0]["field"] == "script"


BAD_SCRIPTS = [
    ("syntax error", "def make_model(:\n", "syntax_error", "Line 1"),
    ("empty", "", None, "empty"),
    ("not text", b"\xff\xfe\x00", None, ""),
    ("too large", "#" * 70_000, "script_too_large", "64 kB"),
]


@pytest.mark.parametrize(
    ("source", "code", "words"), [pytest.param(*case, id=name) for name, *case in BAD_SCRIPTS]
)
def test_a_script_that_can_never_run_is_refused_with_a_sentence(
    alice_token, nothing_is_kept, source, code, words
):
    answer = Api(alice_token).form("/push/", form(script=upload(source, "mine.py")))
    assert answer.status_code in (413, 422)
    problem = assert_problem(answer, answer.status_code, code or answer.json()["code"], words)
    assert problem["errors"][0]["field"] == "script"


@pytest.mark.parametrize(
    ("sent", "field", "words"),
    [
        ({"task": "clustering"}, "task", "Choose one of: binary, multiclass, regression."),
        ({"metric": "auc"}, "metric", "Choose one of: accuracy"),
        ({"metric": "rmse"}, "metric", "does not fit"),
        ({"guess": "nan"}, "guess", "guess"),
        ({"guess": "80"}, "guess", "write 0.8"),
        ({"visibility": "secret"}, "visibility", "private, unlisted, public"),
        ({"visibility": "private", "publish": "true"}, "visibility", "public or unlisted"),
        ({"title": "x" * 121}, "title", "120"),
        ({"target": ""}, "target", "“target” may not be empty"),
        ({"title": "a\0b"}, "title", "“title”"),
    ],
)
def test_a_field_that_cannot_be_used_is_named(alice_token, nothing_is_kept, sent, field, words):
    answer = Api(alice_token).form("/push/", form(**sent))
    problem = assert_problem(answer, 422, answer.json()["code"], words)
    assert [error["field"] for error in problem["errors"]] == [field]


def test_a_sixth_evaluation_at_a_time_is_refused(alice_token, alice, settings):
    for number in range(settings.LIMITS.active_evaluations_per_learner):
        Api(alice_token).form("/push/", form(title=f"Question {number}"))
    answer = Api(alice_token).form("/push/", form(title="One more"))
    assert_problem(answer, 429, "evaluation_quota", "5 evaluations in progress")
    assert Project.objects.count() == 5


def test_a_failed_push_leaves_its_key_free(alice_token, nothing_is_kept):
    Api(alice_token).form("/push/", form(target="kind"), idempotency_key="k")
    assert not IdempotencyKey.objects.exists()


def test_the_number_of_queries_is_small(alice_token, django_assert_max_num_queries):
    with django_assert_max_num_queries(36):
        Api(alice_token).form("/push/", form(script=upload(FOREST, "forest.py")))
