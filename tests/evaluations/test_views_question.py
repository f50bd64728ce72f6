"""`/new/<id>/`: the file is shown, a target chosen, and an evaluation started, or nothing is left behind."""

from __future__ import annotations

import pytest
from django.urls import reverse

from evaluations.models import Evaluation
from projects.models import Project, Script
from tests.factories import FLOWERS, FOREST, HOUSES, make_dataset_version, upload

CONSTANT = "a,b,c,same\n" + "".join(f"{i / 8},{i % 7},{'xyz'[i % 3]},1\n" for i in range(40))


def address(version, query: str = "") -> str:
    return reverse("new_question", args=[version.pk]) + query


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def nothing_is_kept() -> bool:
    return not (Project.objects.exists() or Script.objects.exists() or Evaluation.objects.exists())


def test_a_stranger_is_sent_to_log_in(client, alice):
    version = make_dataset_version(alice)
    assert client.get(address(version)).url.startswith(reverse("account_login"))


def test_another_learners_upload_is_not_there(bob_client, alice):
    version = make_dataset_version(alice)
    assert bob_client.get(address(version)).status_code == 404
    assert bob_client.post(address(version), {"target": "species"}).status_code == 404
    assert nothing_is_kept()


def test_the_page_shows_rows_columns_and_a_suggested_target(alice_client, alice):
    text = text_of(alice_client.get(address(make_dataset_version(alice))))
    assert "flowers.csv: 60 rows, 4 columns" in text
    assert '<option value="species" selected>species (2 classes)</option>' in text
    assert "We suggest “species”" in text
    assert "Decided for you: telling 2 classes apart, scored by accuracy" in text
    assert "Read as " in text
    assert text.count("ff-tiny") == 4  # a distribution for each column


def test_a_named_target_shows_what_follows_from_it(alice_client, alice):
    text = text_of(alice_client.get(address(make_dataset_version(alice), "?target=length")))
    assert '<option value="length" selected>' in text
    assert "predicting a number, scored by R²" in text
    assert "RandomForestRegressor" in text


def test_htmx_gets_only_what_the_target_changes(alice_client, alice):
    version = make_dataset_version(alice)
    answer = alice_client.get(address(version, "?target=length"), headers={"HX-Request": "true"})
    text = text_of(answer)
    assert "<html" not in text
    assert "scored by R²" in text
    assert 'id="example-code" hx-swap-oob="true"' in text
    assert "HX-Request" in answer["Vary"]


def test_a_target_that_cannot_be_measured_says_why_before_anything_is_sent(alice_client, alice):
    version = make_dataset_version(alice, csv=CONSTANT)
    answer = alice_client.get(address(version, "?target=same"))
    assert answer.status_code == 200
    assert "Every row has the same value" in text_of(answer)


def test_start_makes_a_project_and_sends_its_evaluation(
    alice_client, alice, sent, django_capture_on_commit_callbacks
):
    version = make_dataset_version(alice)
    wanted = {
        "target": "species",
        "title": "Which flower?",
        "question": "From its size?",
        "guess": "85 %",
        "script": upload(FOREST, "forest.py"),
    }
    with django_capture_on_commit_callbacks(execute=True):
        answer = alice_client.post(address(version), wanted)
    evaluation = Evaluation.objects.get()
    assert answer.url == evaluation.get_absolute_url()
    assert (evaluation.project.title, evaluation.project.question) == ("Which flower?", "From its size?")
    assert evaluation.guess == 0.85
    assert (evaluation.script.filename, evaluation.script.source) == ("forest.py", FOREST)
    assert sent() == [("evaluations.start", str(evaluation.pk), 1)]


def test_pasted_code_is_a_script_with_plain_line_ends(alice_client, alice):
    pasted = FOREST.replace("\n", "\r\n")
    alice_client.post(address(make_dataset_version(alice)), {"target": "species", "code": pasted})
    assert Script.objects.get().source == FOREST


def test_sending_the_form_twice_starts_once(alice_client, alice):
    version = make_dataset_version(alice)
    first = alice_client.post(address(version), {"target": "species"})
    assert alice_client.post(address(version), {"target": "species"}).url == first.url
    assert Project.objects.count() == Evaluation.objects.count() == 1


def test_an_untitled_question_is_no_older_titled_one(alice_client, alice):
    version = make_dataset_version(alice)
    alice_client.post(address(version), {"target": "species", "title": "Which flower?"})
    alice_client.post(address(version), {"target": "species"})
    assert set(Project.objects.values_list("title", flat=True)) == {"Which flower?", "Predicting species"}


REFUSED = {
    "no target": ({"target": ""}, "target", "This field is required."),
    "a missing target": ({"target": "specie"}, "target", "There is no column"),
    "a constant target": ({"target": "same"}, "target", "Every row has the same value"),
    "a task that does not fit": ({"target": "b", "task": "binary"}, "task", "two classes"),
    "a metric that does not fit": ({"target": "a", "metric": "accuracy"}, "metric", "does not fit"),
    "a guess of words": ({"target": "a", "guess": "good"}, "guess", "“good” is not a number."),
    "an impossible guess": ({"target": "a", "guess": "85"}, "guess", "cannot be 85"),
    "code with an error": (
        {"target": "a", "code": "def make_model(:\n"},
        "code",
        "Line 1 is not valid Python",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_measured_is_said_beside_its_field_and_nothing_is_kept(name, alice_client, alice):
    wanted, field, words = REFUSED[name]
    version = make_dataset_version(alice, csv=CONSTANT)
    answer = alice_client.post(address(version), wanted)
    text = text_of(answer)
    assert answer.status_code == 422
    _, errors = text.split(f'id="id_{field}_error"', 1)
    assert words in errors.split("</div>")[0].replace("&#x27;", "'")
    assert nothing_is_kept()


@pytest.mark.parametrize("source", [b"", b"\x00\x01", b"def f(:\n", b"\xff\xfe\x00", b"x = 1\n" * 20_000])
def test_a_script_that_can_never_run_is_refused_beside_its_field(source, alice_client, alice):
    version = make_dataset_version(alice)
    answer = alice_client.post(address(version), {"target": "species", "script": upload(source, "mine.py")})
    assert answer.status_code in (413, 422)
    assert 'id="id_script_error"' in text_of(answer)
    assert nothing_is_kept()


def test_a_file_and_pasted_code_together_are_one_too_many(alice_client, alice):
    wanted = {"target": "species", "code": FOREST, "script": upload(FOREST, "mine.py")}
    answer = alice_client.post(address(make_dataset_version(alice)), wanted)
    assert answer.status_code == 422
    assert "Keep one of the two." in text_of(answer)


def test_above_a_long_form_stands_what_to_look_at_again(alice_client, alice):
    sent = {"target": "species", "guess": "good", "certainty": "20"}
    text = text_of(alice_client.post(address(make_dataset_version(alice)), sent))
    notice = text[text.index("Not sent yet.") :].split("</ul>")[0]
    assert 'href="#id_guess"' in notice
    assert 'href="#id_certainty"' in notice
    assert 'href="#id_title"' not in notice


def test_what_was_typed_is_still_there_after_a_refusal(alice_client, alice):
    wanted = {"target": "length", "title": "My title", "code": "def f(:\n", "guess": "0.5"}
    text = text_of(alice_client.post(address(make_dataset_version(alice)), wanted))
    assert '<option value="length" selected>' in text
    assert 'value="My title"' in text
    assert "def f(:" in text
    assert 'value="0.5"' in text


def test_too_many_evaluations_at_once_are_refused_and_nothing_is_kept(alice_client, alice, settings):
    settings.LIMITS = type(settings.LIMITS)(active_evaluations_per_learner=0)
    answer = alice_client.post(address(make_dataset_version(alice)), {"target": "species"})
    assert answer.status_code == 429
    assert "Wait for one to finish" in text_of(answer)
    assert nothing_is_kept()


def test_hostile_names_are_shown_as_text(alice_client, alice):
    hostile = '"<script>alert(1)</script>","</textarea><img src=x>",price\n' + "".join(
        f"<b>{i % 3}</b>,{i},{i * 2}\n" for i in range(40)
    )
    version = make_dataset_version(alice, csv=hostile, filename="<i>.csv")
    text = text_of(alice_client.get(address(version)))
    assert "<script>alert" not in text
    assert "<img src=x>" not in text
    assert "<b>0</b>" not in text
    assert "<i>.csv" not in text


SHOPS = "shop,day,size,sold\n" + "".join(
    f"shop {i % 12},2024-0{1 + i % 9}-1{i % 7},{i * 7 % 23},{i * 5 % 31}\n" for i in range(240)
)


def test_a_group_column_is_offered_shown_and_measured_by(alice_client, alice):
    version = make_dataset_version(alice, csv=SHOPS)
    text = text_of(alice_client.get(address(version, "?target=sold&group=shop")))
    assert '<option value="shop" selected>shop (12 groups)</option>' in text
    assert "5 folds that keep the rows of one &#x27;shop&#x27; together" in text
    alice_client.post(address(version), {"target": "sold", "group": "shop"})
    assert Project.objects.get().protocol["group"] == "shop"


def test_a_time_column_that_gives_no_order_is_refused_beside_its_field(alice_client, alice):
    version = make_dataset_version(alice, csv=SHOPS)
    answer = alice_client.post(address(version), {"target": "sold", "time": "shop"})
    assert answer.status_code == 422
    _, errors = text_of(answer).split('id="id_time_error"', 1)
    assert "so it gives no order" in errors.split("</div>")[0]


def test_a_wide_file_shows_its_first_columns(alice_client, alice):
    names = [f"c{i}" for i in range(120)]
    rows = [",".join(str(i * j % 13) for j in range(120)) for i in range(30)]
    version = make_dataset_version(alice, csv="\n".join([",".join(names), *rows]))
    text = text_of(alice_client.get(address(version)))
    assert "80 more columns not shown" in text
    assert text.count("ff-tiny") == 60


@pytest.mark.parametrize("csv", [FLOWERS, HOUSES])
def test_the_number_of_queries_is_constant(csv, alice_client, alice, django_assert_num_queries):
    version = make_dataset_version(alice, csv=csv)
    with django_assert_num_queries(3):  # session, learner, the upload
        alice_client.get(address(version))
