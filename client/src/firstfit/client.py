"""The API's verbs with types: push, wait, read, publish."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from firstfit import keyring
from firstfit.addresses import path_of
from firstfit.bundle import Bundle
from firstfit.data import Data
from firstfit.downloads import FORMATS, keep, name_of
from firstfit.errors import (
    EvaluationFailed,
    FirstfitError,
    PlatformFault,
    StillRunning,
    Unreachable,
)
from firstfit.events import follow
from firstfit.inspection import Source, check_sizes, check_target, open_data, open_script
from firstfit.patience import Patience, now
from firstfit.people import Fields, People
from firstfit.records import Evaluation, Project, read_evaluation, read_project
from firstfit.remeasuring import Tell, Verification
from firstfit.transport import Answer, Call, Transport
from firstfit.verification import verify_page

WAIT_SECONDS = 25
EXPORT_SECONDS = 180.0
Notice = Callable[[Evaluation], None]


class Run:
    """An evaluation that was asked for. ``wait`` gives its report."""

    def __init__(self, client: Client, evaluation: str, url: str, project: Project) -> None:
        self.client = client
        self.id = evaluation
        self.url = url
        self.project = project

    def __repr__(self) -> str:
        return f"Run({self.id!r}, project={self.project.name!r})"

    def wait(self, *, timeout_seconds: float | None = None, notice: Notice | None = None) -> Evaluation:
        """See ``Client.wait``."""
        return self.client.wait(self.id, timeout_seconds=timeout_seconds, notice=notice)

    def status(self) -> Evaluation:
        return self.client.status(self.id)

    def cancel(self) -> None:
        self.client.cancel(self.id)


class Client(People, Data):
    """A learner at one site. Without arguments: the site and token of the last ``firstfit login``.

    ``anonymous``: go on without a token where none is known; what is public can be read.

    Every call is tried again while the site is away or busy; what makes something carries an
    idempotency key, so that a call sent twice makes one. Raise ``FirstfitError`` otherwise.
    """

    def __init__(
        self,
        site: str = "",
        token: str = "",
        *,
        patience: Patience | None = None,
        insecure: bool | None = None,
        anonymous: bool = False,
    ) -> None:
        login = keyring.find_login(site, token, required=not anonymous)
        if insecure is None:
            insecure = os.environ.get("FIRSTFIT_INSECURE", "") not in ("", "0")
        self.transport = Transport(login.site, login.token, patience=patience, insecure=insecure)

    def __repr__(self) -> str:
        return f"Client({self.site!r})"

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        self.transport.close()

    @property
    def site(self) -> str:
        return self.transport.site

    def call(self, method: str, path: str, **fields: Any) -> Any:
        """Any other address of the API: ``call("GET", "/projects/", query={"q": "iris"})`` gives its JSON."""
        return self.send(method, path, **fields).body

    def send(self, method: str, path: str, **fields: Any) -> Answer:
        return self.transport.send(Call(method, path, **fields))

    def me(self) -> Fields:
        """Who the token belongs to, what it may do, and the site's limits."""
        return dict(self.call("GET", "/me/"))

    def push(
        self,
        data: Source,
        script: str | Path | None = None,
        *,
        target: str,
        title: str = "",
        question: str = "",
        task: str = "",
        metric: str = "",
        group: str = "",
        time_column: str = "",
        guess: float | None = None,
        certainty: int | None = None,
        visibility: str = "",
        publish: bool = False,
        check: bool = True,
    ) -> Run:
        """Data set, project, script and evaluation in one call.

        ``data`` is a path, bytes or a DataFrame; ``script`` a path or code. ``group`` names the column whose
        equal values belong together, ``time_column`` the one that orders the rows; ``certainty`` is how sure
        one is of the guess, in per cent. ``check`` looks at sizes and columns here first. Raise ``Refused``
        for what cannot be used.
        """
        table = open_data(data)
        code = open_script(script) if script is not None else None
        if check:
            check_sizes(table, code, self.me()["limits"])
            check_target(table, target)
        files = {"data": (table.name, table.content)}
        if code is not None:
            files["script"] = (code.name, code.content)
        asked = {"title": title, "task": task, "metric": metric, "visibility": visibility}
        asked |= {"question": question, "group": group, "time": time_column}
        form = {"target": target, **{name: value for name, value in asked.items() if value}}
        if guess is not None:
            form["guess"] = repr(float(guess))
        if certainty is not None:
            form["certainty"] = str(certainty)
        if publish:
            form["publish"] = "true"
        made = self.call("POST", "/push/", form=form, files=files)
        return self.run(made["evaluation"], read_project(made["project"]))

    def run(self, brief: Fields, project: Project) -> Run:
        return Run(self, brief["id"], brief["url"], project)

    def evaluate(self, project: str, script: str | Path | None = None, *, guess: float | None = None) -> Run:
        """A new evaluation of ``owner/slug``, with a new version of its script where one is given."""
        sent: Fields = {} if guess is None else {"guess": guess}
        if script is not None:
            code = open_script(script)
            kept = self.call("POST", f"{path_of(project)}scripts/", files={"file": (code.name, code.content)})
            sent["script"] = kept["version"]
        brief = self.call("POST", f"{path_of(project)}evaluations/", json=sent)
        return self.run(brief, self.project(project))

    def status(self, evaluation: str) -> Evaluation:
        """The evaluation as it stands now."""
        return read_evaluation(self.call("GET", f"/evaluations/{quote(evaluation)}/"))

    def wait(
        self, evaluation: str, *, timeout_seconds: float | None = None, notice: Notice | None = None
    ) -> Evaluation:
        """The evaluation once it has ended, however it has. ``notice`` is called while it goes on.

        Lost connections are taken up again. Raise ``StillRunning`` when ``timeout_seconds`` are over.
        """
        end = None if timeout_seconds is None else now() + timeout_seconds
        if notice is not None:
            self.show_progress(evaluation, notice, end)
        while True:
            left = WAIT_SECONDS if end is None else max(0, min(WAIT_SECONDS, int(end - now())))
            answer = self.send(
                "GET", f"/evaluations/{quote(evaluation)}/", query={"wait": left}, timeout_seconds=left + 30
            )
            found = read_evaluation(answer.body)
            if not found.is_active:
                return found
            if notice is not None:
                notice(found)
            if end is not None and now() + answer.retry_after >= end:
                raise StillRunning(f"The evaluation {evaluation} is still {found.status}: {found.url}")
            time.sleep(answer.retry_after)

    def show_progress(self, evaluation: str, notice: Notice, end: float | None) -> None:
        """Show how it goes on, from the site's events, until they stop: polling takes over from there."""
        found = self.status(evaluation)
        notice(found)
        if not found.is_active:
            return
        try:
            for changed in follow(self.transport, found, end):
                notice(changed)
        except (Unreachable, PlatformFault):
            return

    def logs(self, evaluation: str) -> str:
        """What the script printed in its first run."""
        return self.status(evaluation).printed

    def cancel(self, evaluation: str) -> None:
        self.call("POST", f"/evaluations/{quote(evaluation)}/cancel/")

    def project(self, project: str) -> Project:
        """``project`` is ``owner/slug``."""
        return read_project(self.call("GET", path_of(project)))

    def projects(self, **query: str) -> Iterator[Project]:
        """All that may be seen: ``q``, ``task``, ``owner``, ``sort`` narrow it down. Pages come as needed."""
        return map(read_project, self.each("/projects/", dict(query)))

    def publish(
        self,
        project: str,
        *,
        evaluation: str = "",
        visibility: str = "",
        answers: Mapping[str, str] | None = None,
    ) -> Project:
        """Pin an evaluation (the latest that succeeded), open the lockbox, show the page.

        ``answers`` says by its code why each open issue is accepted: all of it is public.
        """
        asked: Fields = {"evaluation": evaluation, "visibility": visibility, "answers": dict(answers or {})}
        sent = {name: value for name, value in asked.items() if value}
        return read_project(self.call("POST", f"{path_of(project)}publish/", json=sent))

    def unpublish(self, project: str) -> Project:
        """Make the page private again. What was pinned and opened stays on record."""
        return read_project(self.call("POST", f"{path_of(project)}unpublish/"))

    def delete(self, project: str) -> None:
        self.call("DELETE", path_of(project))

    def export(
        self, project: str, kind: str = "bundle", folder: str | Path = ".", *, with_data: bool = True
    ) -> Path:
        """Save the project as a file that needs no Firstfit (``FORMATS``); where it is."""
        answer = self.send_export(project, kind, with_data=with_data)
        fallback = f"{project.strip('/@').replace('/', '-')}-{kind}"
        return keep(answer.body, Path(folder) / name_of(answer.headers, fallback))

    def send_export(self, project: str, kind: str, *, with_data: bool = True) -> Answer:
        if kind not in FORMATS:
            raise FirstfitError(f"There is no format “{kind}”. There are: {', '.join(FORMATS)}.")
        query = {} if with_data else {"data": "no"}
        path = f"{path_of(project)}export/{FORMATS[kind]}/"
        return self.send("GET", path, query=query, is_file=True, timeout_seconds=EXPORT_SECONDS)

    def verify(
        self,
        project: str,
        *,
        allow: Callable[[Bundle], bool],
        folder: Path | None = None,
        python: Path | None = None,
        tell: Tell = lambda what, done, total: None,
    ) -> Verification:
        """Derive the published numbers of ``owner/slug`` here and compare them with what the page says.

        The bundle's program and the learner's script run on this machine: ``allow`` is asked before.
        ``folder`` keeps the bundle and its environment; ``python`` measures instead of an environment made
        anew. Raise ``BadBundle``, ``CannotRemeasure`` or ``Declined``; what differs is in the answer.
        """
        return verify_page(self, project, allow=allow, folder=folder, python=python, tell=tell)


def raise_for_outcome(evaluation: Evaluation) -> None:
    """Nothing for one that succeeded; else its reason, as an error."""
    if evaluation.status == "succeeded":
        return
    reason = evaluation.reason
    fault = reason is not None and reason.platform_fault
    kind = PlatformFault if fault else EvaluationFailed
    raise kind(f"{evaluation.status.capitalize()}: {reason or 'no reason is given'}")
