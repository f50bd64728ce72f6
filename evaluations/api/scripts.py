"""Upload a script: the next immutable version of a project's code."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework.parsers import FormParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from evaluations.api.requests import ScriptRequest
from evaluations.api.script_descriptions import ScriptDocument
from evaluations.document import lint_of
from evaluations.services import receive_script
from projects.access import project_for_writing
from projects.api.base import ApiView
from projects.api.documents import show_time
from projects.api.idempotency import idempotent


class Scripts(ApiView):
    parser_classes = [MultiPartParser, FormParser]
    field_names = {"script": "file", "data": "file"}

    @extend_schema(
        operation_id="create_script",
        summary="Upload a script",
        description="The same code again is the version that is there already. Nothing runs yet.",
        request={"multipart/form-data": ScriptRequest},
        responses={201: ScriptDocument},
    )
    @idempotent
    def post(self, request: Request, owner: str, slug: str) -> Response:
        project = project_for_writing(request.user, owner, slug)
        script = receive_script(project=project, upload=self.receive(ScriptRequest)["file"])
        document = {
            "version": script.version,
            "form": script.form,
            "filename": script.filename,
            "sha256": script.sha256,
            "lint": lint_of(script.source, project.target),
            "created_at": show_time(script.created_at),
        }
        return Response(document, status=201)
