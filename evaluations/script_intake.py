"""A learner's script or notebook on its way to a project: looked at, never run. The web process does this."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from evaluations.core.by_hand import DeclarationError, read_declaration
from evaluations.core.notebook import Cell, NotebookError, Output, is_notebook, read_notebook
from evaluations.core.reason import Reason
from evaluations.core.script_form import NOTEBOOK, form_of
from evaluations.core.source import check_source
from evaluations.pictures import NoPicture, rewrite_png
from projects.errors import BadInput, TooLarge
from projects.models import Project, Script
from projects.services import Picture, add_script

MOST_PICTURES = 20


@dataclass(frozen=True)
class ReadScript:
    """``cells`` is None for a plain script; pictures are numbered in the order of the cells."""

    filename: str
    source: str
    form: str
    cells: list[dict[str, Any]] | None = None
    pictures: tuple[Picture, ...] = ()


def read_script(upload: UploadedFile) -> ReadScript:
    """Raise ``BadInput`` for what can never run."""
    filename = upload.name or "script.py"
    refuse_large(upload, filename)
    data = upload.read()
    if is_notebook(filename):
        return _read_notebook(filename, data)
    _refuse(check_source(data, filename))
    source = data.decode("utf-8-sig")
    refuse_vain_declaration(source)
    return ReadScript(filename, source, form_of(source))


def keep_script(*, project: Project, read: ReadScript) -> Script:
    return add_script(
        project=project,
        filename=read.filename,
        source=read.source,
        form=read.form,
        cells=read.cells,
        pictures=read.pictures,
    )


def refuse_large(upload: UploadedFile, filename: str) -> None:
    limits = settings.LIMITS
    notebook = is_notebook(filename)
    limit = limits.notebook_max_bytes if notebook else limits.script_max_bytes
    if upload.size is not None and upload.size > limit:
        hint = "Leave out data that is written into the code; the platform hands the data to your model."
        clear = "Clear its outputs (Edit, Clear outputs of all cells), save it, and upload it again."
        raise TooLarge(
            f"“{filename}” is larger than {limit // 1024} kB, the most that it may have.",
            code="script_too_large",
            hint=clear if notebook else hint,
            field="script",
        )


def _read_notebook(filename: str, data: bytes) -> ReadScript:
    try:
        notebook = read_notebook(data)
    except NotebookError as error:
        raise BadInput(error.message, code="syntax_error", hint=error.hint, field="script") from error
    _refuse(check_source(notebook.source.encode("utf-8", errors="replace"), filename))
    refuse_vain_declaration(notebook.source)
    form = form_of(notebook.source)
    pictures: list[Picture] = []
    cells = [_cell(cell, pictures) for cell in notebook.cells]
    # A notebook that gives its model by itself is measured like a script that does.
    return ReadScript(
        filename,
        notebook.source,
        form if form == "make_model" else NOTEBOOK,
        cells,
        tuple(pictures),
    )


def _cell(cell: Cell, pictures: list[Picture]) -> dict[str, Any]:
    if cell.kind == "markdown":
        return {"kind": "markdown", "text": cell.text}
    shown = [_output(output, pictures) for output in cell.outputs]
    outputs = [output for output in shown if output]
    return {"kind": "code", "first": cell.first, "last": cell.last, "outputs": outputs}


def _output(output: Output, pictures: list[Picture]) -> dict[str, Any] | None:
    """Text as it is (pages escape it); a picture only as we write it ourselves."""
    if not output.png:
        return {"text": output.text}
    if len(pictures) >= MOST_PICTURES:
        return None
    try:
        png, width, height = rewrite_png(output.png)
    except NoPicture:
        return None
    pictures.append(Picture(png, width, height))
    return {"picture": len(pictures) - 1, "width": width, "height": height}


def refuse_vain_declaration(source: str) -> None:
    """A script that names an estimator to be compared with has to name one that there is."""
    try:
        read_declaration(source)
    except DeclarationError as error:
        raise BadInput(str(error), code="bad_declaration", hint=error.hint, field="script") from error


def _refuse(reason: Reason | None) -> None:
    if reason is not None:
        raise BadInput(reason.message, code=reason.code, hint=reason.hint, field="script")
