import pytest
from django.core.files.storage import default_storage

from evaluations import lifecycle
from evaluations.models import Evaluation
from evaluations.services import Question, cancel_evaluation, push, request_evaluation
from projects.errors import BadInput, Conflict, QuotaReached
from projects.models import Dataset, DatasetVersion, Project, Script
from tests.factories import FLOWERS, FOREST, make_project, make_script, upload

pytestmark = pytest.mark.django_db


def push_flowers(owner, *, target="species", script=FOREST, **asked):
    return push(
        owner=owner,
        data=upload(FLOWERS),
        script=upload(script, "forest.py") if script else None,
        asked=Question(target=target, **asked),
    )


def nothing_is_kept() -> bool:
    models = (Dataset, DatasetVersion, Project, Script, Evaluation)
    return not any(model.objects.exists() for model in models) and not default_storage.exists("datasets")


def test_a_push_makes_everything_and_queues_one_evaluation(alice, sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        evaluation = push_flowers(alice, title="Flowers")
    assert evaluation.status == "queued"
    assert evaluation.project.title == "Flowers"
    assert evaluation.script.form == "make_model"
    assert evaluation.dataset_version.rows == 60
    assert sent() == [("evaluations.start", str(evaluation.pk), 1)]


def test_nothing_is_sent_before_the_commit(alice, sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=False):
        push_flowers(alice)
        assert sent() == []


def test_a_second_push_of_the_same_goes_to_the_same_project_and_the_running_evaluation(alice):
    first, second = push_flowers(alice), push_flowers(alice)
    assert first == second
    assert (Project.objects.count(), DatasetVersion.objects.count(), Script.objects.count()) == (1, 1, 1)


def test_another_script_is_the_next_version_in_the_same_project(alice):
    first = push_flowers(alice)
    second = push_flowers(alice, script=FOREST.replace("20", "30"))
    assert second.project == first.project
    assert (first.script.version, second.script.version) == (1, 2)


def test_two_learners_with_the_same_bytes_share_nothing_but_the_stored_file(alice, bob):
    first, second = push_flowers(alice), push_flowers(bob)
    assert first.dataset_version != second.dataset_version
    assert first.dataset_version.storage_name == second.dataset_version.storage_name


@pytest.mark.parametrize(
    ("data", "target", "script", "code", "says"),
    [
        ("", "species", FOREST, "empty_file", "empty"),
        (FLOWERS, "colour of the sky", FOREST, "target_missing", "colour of the sky"),
        (FLOWERS, "species", "def make_model(:\n", "syntax_error", "Line 1"),
        ("a,b\n" + "1,2\n" * 50, "b", FOREST, "target_constant", "b"),
    ],
)
def test_a_push_that_cannot_be_measured_leaves_nothing_behind(alice, data, target, script, code, says):
    with pytest.raises(BadInput) as caught:
        push(
            owner=alice,
            data=upload(data),
            script=upload(script, "bad.py"),
            asked=Question(target=target),
        )
    assert caught.value.code == code
    assert says in caught.value.sentence
    assert nothing_is_kept()


def test_a_learner_may_have_only_so_many_evaluations_in_progress(alice, settings):
    limit = settings.LIMITS.active_evaluations_per_learner
    project = make_project(alice)
    for number in range(limit):
        script = make_script(project, source=FOREST.replace("20", str(30 + number)))
        request_evaluation(project=project, script=script)
    with pytest.raises(QuotaReached) as caught:
        request_evaluation(project=project)
    assert caught.value.code == "evaluation_quota"
    lifecycle.cancel(Evaluation.objects.first().pk)
    assert request_evaluation(project=project).status == "queued"


def test_an_evaluation_is_cancelled_once(alice):
    evaluation = push_flowers(alice)
    cancel_evaluation(evaluation)
    with pytest.raises(Conflict, match="ended already"):
        cancel_evaluation(evaluation)
