"""The command line: what it prints, where, and the code that it ends with."""

from __future__ import annotations

import json
import stat
import threading
import time

import pytest
from click.testing import CliRunner
from firstfit import command, keyring, watching
from firstfit.command import main

from evaluations.models import CheckResult, Evaluation
from projects.models import ApiToken, Project
from projects.tokens import create_token
from tests.client.proxy import bad_line
from tests.factories import FOREST, make_evaluation, make_project, make_script

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def run(live_server, alice_token, monkeypatch):
    """`firstfit …` as Alice, who is logged in; her token may never be seen."""
    keyring.keep_login(keyring.Login(live_server.url, alice_token))

    def firstfit(*words: str, input: str | None = None):
        result = CliRunner().invoke(main, [str(word) for word in words], input=input)
        assert alice_token not in result.output + result.stderr
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return firstfit


@pytest.fixture
def push(run, files):
    return lambda *words: run("push", *files, "--target", "species", *words)


def test_login_keeps_a_token_that_only_its_owner_can_read(live_server, alice_token, own_config):
    result = CliRunner().invoke(
        main, ["--site", live_server.url, "login", "--token-stdin"], input=alice_token
    )
    assert result.exit_code == 0, result.output
    assert "as alice (write)" in result.stderr.replace("\n", " ")
    assert alice_token not in result.output
    kept = own_config / "tokens.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(own_config.stat().st_mode) == 0o700
    assert keyring.find_login() == keyring.Login(live_server.url, alice_token)


def test_login_asks_without_showing_and_logout_forgets(run, live_server, alice_token):
    asked = run("--site", live_server.url, "login", input=f"{alice_token}\n")
    assert asked.exit_code == 0
    assert "/settings/tokens/" in asked.stderr
    assert "Forgot the token" in run("logout").stderr
    result = run("status")
    assert result.exit_code == 3
    assert "You are not logged in" in result.stderr


def test_a_token_that_is_not_known_is_not_kept(run, live_server, own_config):
    result = run("--site", live_server.url, "login", "--token-stdin", input="ff_nonsense")
    assert result.exit_code == 3
    assert "ff_nonsense" not in (own_config / "tokens.json").read_text()


def test_the_environment_comes_first(live_server, alice_token, bob_token, monkeypatch):
    keyring.keep_login(keyring.Login("http://127.0.0.1:1", bob_token))
    monkeypatch.setenv("FIRSTFIT_SITE", live_server.url)
    monkeypatch.setenv("FIRSTFIT_TOKEN", alice_token)
    assert keyring.find_login() == keyring.Login(live_server.url, alice_token)


def test_push_and_wait_shows_a_table(push, worker):
    result = push("--wait")
    assert result.exit_code == 0, result.output
    for words in ("Logistic regression", "0.830", "0.780 to 0.880", "better +0.330", "/evaluations/"):
        assert words in result.stdout
    assert result.stderr == ""


def test_without_waiting_the_address_is_all(push):
    result = push()
    assert result.exit_code == 0
    assert result.stdout.strip().endswith(f"/evaluations/{Evaluation.objects.get().pk}/")


def test_json_is_the_documents_own(push, worker):
    document = json.loads(push("--wait", "--json").stdout)
    assert document["status"] == "succeeded"
    assert document["results"][1]["scores"]["accuracy"]["mean"] == 0.83
    assert "svg" not in document["figures"][0]
    assert set(json.loads(push("--json").stdout)) == {"id", "url", "project"}


def test_what_failed_ends_with_1_and_its_reason(push, worker):
    worker.failures.append(("no_model", "There is no model."))
    result = push("--wait")
    assert result.exit_code == 1
    assert "There is no model. Mend it." in result.stderr


def test_what_cannot_be_used_ends_with_2(run, files):
    assert run("push", *files, "--target", "specie").exit_code == 2
    assert run("push", "nothing.csv", "--target", "x").exit_code == 2
    assert run("push", *files, "--target", "species", "--task", "guessing").exit_code == 2


def test_a_token_that_only_reads_ends_with_3(live_server, run, alice, files):
    _, secret = create_token(owner=alice, name="reader", scope=ApiToken.Scope.READ)
    logged_in = run("--site", live_server.url, "login", "--token-stdin", input=secret)
    assert "This token only reads" in logged_in.stderr
    result = run("push", *files, "--target", "species")
    assert result.exit_code == 3
    assert "scope" in result.stderr


def test_a_site_that_is_away_ends_with_4(run, files, alice_token, monkeypatch):
    monkeypatch.setattr("firstfit.patience.Patience.pause", lambda *args: 100.0)
    keyring.keep_login(keyring.Login("http://127.0.0.1:9", alice_token))
    result = run("--site", "http://127.0.0.1:9", "push", *files, "--target", "species")
    assert result.exit_code == 4
    assert "does not answer" in result.stderr


def test_a_wait_that_is_over_ends_with_7_and_can_be_taken_up(push, run, worker):
    worker.stop.set()
    worker.thread.join()
    assert push("--wait", "--timeout", "0").exit_code == 7
    worker.do(str(Evaluation.objects.get().pk))
    result = run("status", "--wait")
    assert result.exit_code == 0
    assert "0.830" in result.stdout


def test_a_score_below_the_floor_ends_with_6(push, worker):
    assert push("--fail-under", "0.8").exit_code == 0
    result = push("--fail-under", "0.9")
    assert result.exit_code == 6
    assert "below the 0.900" in result.stderr


def test_a_score_that_dropped_ends_with_6(push, worker, files):
    worker.means = [0.83, 0.82, 0.70]
    assert push("--max-drop", "0.02").exit_code == 0  # nothing before
    files[1].write_text(FOREST.replace("20", "21"))
    assert push("--max-drop", "0.02").exit_code == 0
    files[1].write_text(FOREST.replace("20", "22"))
    result = push("--max-drop", "0.02")
    assert result.exit_code == 6
    assert "worse by 0.120" in result.stderr


def test_a_score_where_less_is_better_has_its_floor_above(alice):
    from firstfit.errors import ScoreDropped
    from firstfit.records import Score
    from firstfit.threshold import check_floor

    class Report:
        score = Score("rmse", 3.0, 2.5, 3.5, (), higher_is_better=False)

    check_floor(Report(), 3.1)
    with pytest.raises(ScoreDropped, match=r"above the 2\.900"):
        check_floor(Report(), 2.9)


def test_logs_open_and_publish_mean_the_last_push_of_this_folder(push, run, worker, monkeypatch):
    opened = []
    monkeypatch.setattr(command.click, "launch", opened.append)
    push("--wait")
    Evaluation.objects.update(printed="Accuracy: 1.0\n")
    assert run("logs").stdout == "Accuracy: 1.0\n"
    assert run("open").exit_code == 0
    assert opened == [f"{keyring.recent()['site']}/evaluations/{Evaluation.objects.get().pk}/"]
    published = run("publish", "--unlisted")
    assert published.stdout.strip().endswith("/@alice/predicting-species/")
    assert Project.objects.get().visibility == "unlisted"


def test_an_evaluation_can_be_named(run, alice):
    project = make_project(alice)
    evaluation = make_evaluation(project, script=make_script(project), printed="hello\n")
    assert run("logs", evaluation.pk).stdout == "hello\n"
    assert run("status").exit_code == 2


def test_what_a_site_says_is_never_taken_for_markup(run, alice):
    project = make_project(alice, title="[red]not red[/red] [/]")
    evaluation = make_evaluation(project)
    assert "[red]not red[/red] [/]" in run("status", evaluation.pk).stdout


def test_watch_pushes_at_every_save_that_changes_something(run, files, worker, monkeypatch):
    monkeypatch.setattr(watching, "LOOK_SECONDS", 0.05)
    monkeypatch.setattr(watching, "SETTLE_SECONDS", 0.05)
    seen = watching.changes

    def three(paths):
        """Ends the endless after the third."""
        for number, _ in enumerate(seen(paths, 0.05)):
            yield
            if number == 2:
                raise KeyboardInterrupt

    monkeypatch.setattr(command, "changes", three)

    def type_away() -> None:
        for number in (1, 2):
            wait_for(number)
            files[1].write_text(files[1].read_text())  # saved, nothing changed
            time.sleep(0.3)
            files[1].write_text(FOREST.replace("20", str(30 + number)))

    def wait_for(number: int) -> None:
        while Evaluation.objects.filter(status="succeeded").count() < number:
            time.sleep(0.05)

    typist = threading.Thread(target=type_away)
    typist.start()
    result = run("watch", *files, "--target", "species")
    typist.join()
    assert result.exit_code == 130
    assert Evaluation.objects.count() == 3
    assert result.stdout.count("Logistic regression") == 3


def test_the_command_line_survives_a_bad_line(live_server, run, files, worker, alice_token):
    from tests.client.proxy import Fault

    with bad_line(live_server.url, Fault("drop"), Fault("none"), Fault("lose")) as line:
        keyring.keep_login(keyring.Login(line.url, alice_token))
        result = run("--site", line.url, "push", *files, "--target", "species", "--wait")
    assert result.exit_code == 0, result.stderr
    assert Evaluation.objects.count() == 1


def test_an_evaluation_is_named_by_its_id_or_its_address(run, alice):
    evaluation = make_evaluation(make_project(alice))
    assert run("status", f"http://anywhere/evaluations/{evaluation.pk}/").exit_code == 0
    refused = run("status", "12345")
    assert refused.exit_code == 2
    assert "names no evaluation" in refused.stderr


def test_issues_are_answered_while_publishing(run, alice):
    evaluation = make_evaluation(make_project(alice, title="Issue"))
    CheckResult.objects.create(
        evaluation=evaluation, code="FF401", title="Repeated rows", outcome="issue", message="Twelve."
    )
    refused = run("publish", "alice/issue")
    assert refused.exit_code == 2
    assert "FF401" in refused.stderr
    assert run("publish", "alice/issue", "--answer", "FF401").exit_code == 2
    done = run("publish", "alice/issue", "--json", "--answer", "ff401=Each copy is a case of its own.")
    assert done.exit_code == 0, done.stderr
    assert json.loads(done.stdout)["visibility"] == "public"
