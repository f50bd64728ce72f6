"""Bytes on their way in."""

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from projects.errors import TooLarge

CUT_SHORT = "firstfit.upload_too_large"


class CappedUploadHandler(FileUploadHandler):
    """Stops reading a request as soon as one file in it is larger than any file may be.

    The rest of the request is read and thrown away, so that the browser gets the answer, and the
    file's name is kept for the sentence.
    """

    def __init__(self, request=None) -> None:
        super().__init__(request)
        self.received_bytes = 0

    def new_file(self, *args, **kwargs) -> None:
        super().new_file(*args, **kwargs)
        self.received_bytes = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.received_bytes += len(raw_data)
        if self.received_bytes > settings.LIMITS.upload_max_bytes:
            self.request.META[CUT_SHORT] = (self.file_name, self.field_name)  # type: ignore[union-attr]
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def refuse_if_cut_short(request) -> None:
    """Raise ``TooLarge`` when the upload handler stopped reading this request's file."""
    if CUT_SHORT in request.META:
        raise too_large(*request.META[CUT_SHORT])


def too_large(name: str, field: str = "data") -> TooLarge:
    megabytes = settings.LIMITS.upload_max_bytes // 2**20
    sample = "Leave out columns that you do not need, or take a random sample of the rows."
    return TooLarge(
        f"“{name}” is larger than {megabytes} MB, the most that a file may have.",
        hint="A script holds code: leave out data that is written into it." if field == "script" else sample,
        field=field,
    )
