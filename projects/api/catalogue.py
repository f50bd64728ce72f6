"""Every code of a problem that the API may answer: what ``type`` points to on the page of the docs.

A test finds the codes in the source and asks for each of them here.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ProblemKind:
    code: str
    status: int
    meaning: str


MEANINGS: dict[int, dict[str, str]] = {
    400: {
        "bad_request": "The request cannot be read.",
        "malformed": "The JSON or the form cannot be read.",
    },
    401: {
        "not_authenticated": "There is no token. Send “Authorization: Bearer …”.",
        "invalid_token": "The token is not known, or it has run out. Make a new one.",
    },
    403: {
        "insufficient_scope": "The token may only read.",
        "not_yours": "You may see it, but it belongs to somebody else.",
        "not_allowed": "The session's form token is missing.",
        "csrf": "The form was opened too long ago.",
    },
    404: {"not_found": "There is no such thing that you may see."},
    405: {"method_not_allowed": "The header “Allow” says what is possible here."},
    406: {"not_acceptable": "The request accepts nothing that is answered here."},
    409: {
        "conflict": "Not in the state that things are in.",
        "answer_is_public": "Readers may have seen the answer: change it instead of taking it back.",
        "delivery_pending": "The message is on its way already.",
        "webhook_paused": "The webhook is paused: let it go on first.",
        "already_ended": "The evaluation has ended: there is nothing to cancel.",
        "dataset_in_use": "Projects stand on the data set: delete them first.",
        "idempotency_in_progress": "The first request with this key is still being answered.",
        "not_public": "Only what is public can be starred or pinned.",
        "too_many_pins": "Only so many projects can be pinned: unpin one first.",
        "your_own": "Stars and follows are for other people.",
        "not_repaired": "No later evaluation shows that the issue is repaired.",
        "not_published": "There is no published version to show.",
        "nothing_to_export": "There is no finished evaluation to export.",
        "nothing_to_publish": "There is no finished evaluation to publish.",
        "unanswered_issues": "Issues wait for an answer before this can be published.",
    },
    412: {"changed_meanwhile": "It is not what you read any more: read again and repeat your change."},
    413: {
        "too_large": "A file or the request is too large.",
        "script_too_large": "The script is too large.",
    },
    415: {"unsupported_media_type": "The body is neither JSON nor a form."},
    422: {
        "bad_input": "A field cannot be used as it is: “errors” names it.",
        "bad_certainty": "A certainty is a share from 50 to 99 per cent, and goes with a guess.",
        "bad_declaration": "What was declared (a column of groups or time, an estimator) cannot be used so.",
        "bad_group": "The column of groups cannot be used.",
        "bad_guess": "The guess is no value of the metric.",
        "bad_address": "That is no address on the web.",
        "bad_metric": "The metric does not fit the task.",
        "bad_reason": "A reason says in a sentence why an issue is accepted.",
        "bad_tag": "A tag holds characters that a tag may not have, or is too long.",
        "bad_task": "The task does not fit the target.",
        "bad_time": "The column of time cannot be used.",
        "bad_archive": "The archive cannot be opened, or holds several tables.",
        "bad_arff": "The ARFF file is broken.",
        "bad_encoding": "The file's text cannot be decoded.",
        "bad_json": "The JSON file is broken, or is no table.",
        "bad_parquet": "The Parquet file is broken.",
        "bad_reading": "The file cannot be read in the way that was asked for.",
        "unknown_licence": "The licence is not one of the list.",
        "bad_webhook_url": "Nothing is sent there: it has to be https and reachable from everywhere.",
        "bad_workbook": "The workbook is broken.",
        "binary_file": "The file is no text.",
        "cell_too_long": "A cell holds too much text.",
        "class_too_small": "A class has too few rows.",
        "empty_file": "The file is empty.",
        "idempotency_key_invalid": "The key is no printable ASCII, or too long.",
        "idempotency_key_reused": "The key was used for another request.",
        "no_data_rows": "There is a header and nothing below it.",
        "no_features": "No column is left to learn from.",
        "no_parquet": "This site reads no Parquet files.",
        "no_such_script": "The project has no such version of a script.",
        "not_a_table": "The file is something else than a table.",
        "nul_bytes": "The file holds NUL bytes.",
        "one_column": "Only one column was found: is the delimiter an unusual one?",
        "ragged_rows": "Too many rows have another number of cells than the header.",
        "reading_mismatch": "The file does not read as it did before.",
        "reserved": "The name is kept for the site.",
        "syntax_error": "The script is no Python.",
        "target_constant": "The target has one value only.",
        "target_empty": "The target has no values.",
        "target_missing": "There is no such column.",
        "too_few_rows": "There are too few rows to measure anything.",
        "too_many_classes": "The target has too many classes.",
        "too_many_columns": "The table has too many columns.",
        "too_many_tags": "A project has only so many tags.",
        "too_many_rows": "The table has too many rows.",
        "unclosed_quote": "A quote is never closed.",
        "unreadable": "The file cannot be read as a table.",
        "username_shape": "The name holds characters that a username may not have.",
        "writeup_too_long": "The write-up is too long.",
    },
    429: {
        "too_many_requests": "Wait for as long as “Retry-After” says.",
        "quota_reached": "You have as much as one learner may have.",
        "evaluation_quota": "Wait for one of your evaluations to finish, or cancel one.",
        "star_quota": "Take some stars back first.",
        "follow_quota": "Let go of some of those that you follow first.",
        "dataset_quota": "Delete a data set that you no longer need.",
        "storage_quota": "Delete a data set that you no longer need.",
        "webhook_quota": "Delete a webhook that you no longer need.",
    },
    500: {"server_error": "Our fault: quote “request_id”."},
    503: {"unavailable": "Something of ours is away for a while."},
}
PROBLEMS = [
    ProblemKind(code, status, meaning)
    for status, meanings in MEANINGS.items()
    for code, meaning in meanings.items()
]
