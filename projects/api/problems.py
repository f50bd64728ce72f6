"""RFC 9457 problem documents: one shape for every error of the API."""

from __future__ import annotations

from projects.errors import FirstfitError


def problem_document(error: FirstfitError, *, request_id: str = "") -> dict[str, object]:
    errors = [{"field": error.field, "message": error.sentence, "code": error.code}] if error.field else []
    return {
        "type": f"/api/v1/docs/#{error.code}",
        "title": error.title,
        "status": error.status,
        "detail": error.sentence,
        "code": error.code,
        "errors": errors,
        "request_id": request_id,
    }
