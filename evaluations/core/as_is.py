"""Running a whole script as at home, and looking for the model that it leaves. Runs inside a confined child.

This run sees the labels of every row but the lockbox's. So nothing of it is scored, and nothing goes from it
to the runs that are, but the name under which the code keeps its model: see ``script_code.Pick``.
"""

from __future__ import annotations

import ast
import contextlib
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from types import CodeType, ModuleType
from typing import Any

from evaluations.core.as_is_result import AsIsResult
from evaluations.core.contract import Job, ScriptSource
from evaluations.core.frames import Failure
from evaluations.core.model_search import LeftModel, Locals, choose, find_again, find_left_models
from evaluations.core.script_advice import name_columns
from evaluations.core.script_code import KEEP_LOCALS, compile_mentions, compile_until, compile_whole, parse
from evaluations.core.script_failures import describe_failure
from evaluations.core.script_module import NoModelError, compile_script, run_module
from evaluations.core.script_surroundings import Surroundings, notebook_names, surroundings
from evaluations.core.seeding import seed_everything

MAIN = "__main__"
_ASKED = re.compile(r"\['([^']{1,100})'\]|^([^\[\]]{1,100})$")  # of pandas: one name, or a list of them


def run_as_is(job: Job) -> AsIsResult:
    """The whole script with its data file, and what it leaves; whatever it raises is in the result."""
    script = job.script
    if script is None:
        raise ValueError("this job has no script")
    try:
        compile_script(script.source, script.filename)  # for the error that names the file
        tree = parse(script.source)
        code = compile_whole(tree, script.filename)
    except Exception as error:  # noqa: BLE001 - told to the learner
        return AsIsResult(failure=describe_failure(error, script.filename, "read"))
    seed_everything(job.seed)
    kept = Locals()
    with (
        _main_module(script, kept) as module,
        surroundings(
            job.file,
            job.train,
            script.filename,
            script.source,
            target=job.protocol.target,
            keeps_figures=True,
        ) as around,
    ):
        vars(module).update(notebook_names(around.notes))
        stopped = _run(code, module, job)
        around.drawings.finish()
        return _look(tree, module, kept, around, stopped, job)


def rebuild(script: ScriptSource) -> Callable[[], Any]:
    """Run as much of the script as makes the picked model; a function that gives it, unfitted.

    Raise what the script raised where it ended before that, ``NoModelError`` where it makes none.
    """
    pick = script.pick
    if pick is None:
        raise ValueError("nothing is picked")
    code = compile_until(parse(script.source), pick, script.filename)
    kept = Locals()
    with _main_module(script, kept) as module:
        stopped: BaseException | None = None
        try:
            run_module(module, code, script.source, script.filename)
        except BaseException as error:  # noqa: BLE001 - the model may have been there already
            stopped = error
        try:
            return find_again(pick, vars(module), kept)
        except NoModelError:
            if stopped is None:
                raise
        raise stopped


def run_again(script: ScriptSource, enough: type[BaseException]) -> ModuleType:
    """Run the script as far as its picked model is mentioned; its module, also where it ended early.

    ``enough`` is raised by who watches it and wants no more; errors count only where there is no watcher.
    """
    if script.pick is None:
        raise ValueError("nothing is picked")
    code = compile_mentions(parse(script.source), script.pick, script.filename)
    with _main_module(script, Locals()) as module:
        with contextlib.suppress(enough, SystemExit, Exception):  # what was seen until then may do
            run_module(module, code, script.source, script.filename)
        return module


def _run(code: CodeType, module: ModuleType, job: Job) -> Failure | None:
    """What ended the script early; a plain ``exit()`` is an end like any other."""
    script = job.script
    if script is None:
        raise ValueError("this job has no script")
    try:
        run_module(module, code, script.source, script.filename)
    except SystemExit as error:
        return None if error.code in (None, 0) else describe_failure(error, script.filename, "import")
    except BaseException as error:  # noqa: BLE001 - told to the learner
        return _explain_column(describe_failure(error, script.filename, "import"), error, job)
    return None


def _explain_column(failure: Failure, error: BaseException, job: Job) -> Failure:
    """A column that is not there is the commonest error of all: name the one that is meant."""
    asked = _ASKED.search(str(error.args[0])) if type(error) is KeyError and error.args else None
    if asked is None or job.file is None:
        return failure
    told = name_columns(asked[1] or asked[2], job.file.columns, job.file.delimiter)
    return replace(failure, message=f"{failure.message}: {told}" if told else failure.message)


def _look(
    tree: ast.Module,
    module: ModuleType,
    kept: Locals,
    around: Surroundings,
    stopped: Failure | None,
    job: Job,
) -> AsIsResult:
    models = find_left_models(tree, vars(module), kept)
    told = AsIsResult(
        models=tuple(_name(left) for left in models),
        notes=around.notes.sentences,
        figures=around.drawings.drawn,
    )
    try:
        chosen = choose(models, classification=job.protocol.is_classification)
    except NoModelError as error:
        missing = Failure("model", type(error).__name__, str(error))
        return replace(told, failure=missing if models or stopped is None else stopped)
    return replace(told, pick=chosen.pick, model=chosen.title, stopped=stopped)


def _name(left: LeftModel) -> str:
    inside = f", in {left.pick.function}()" if left.pick.function else ""
    place = f"[{left.pick.position}]" if left.pick.position >= 0 else ""
    inner = f".{left.pick.attribute}" if left.pick.attribute else ""
    return f"{left.pick.name}{place}{inner} ({left.title}){inside}"


@contextlib.contextmanager
def _main_module(script: ScriptSource, kept: Locals) -> Iterator[ModuleType]:
    """The script's own module as the program that is run: what stands under the main guard runs."""
    module, before = ModuleType(MAIN), sys.modules[MAIN]
    module.__file__ = script.filename
    vars(module)[KEEP_LOCALS] = kept.keep
    sys.modules[MAIN] = module
    try:
        yield module
    finally:
        sys.modules[MAIN] = before
