"""Issues are answered in public: accepted with a reason, or repaired, as a later evaluation shows.

An answer belongs to a fact: where a later evaluation of the project finds the very same, it still holds;
where the fact has changed, it is asked again.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Q

from evaluations.models import Answer, CheckResult, Evaluation
from evaluations.signals import evaluation_amended
from projects.errors import BadInput, Conflict, NotFound

Kind = Answer.Kind
SHORTEST_REASON, LONGEST_REASON = 10, 2_000


def issues_of(evaluation: Evaluation) -> list[CheckResult]:
    return [check for check in evaluation.checks.all() if check.outcome == CheckResult.Outcome.ISSUE]


def answers_of(evaluation: Evaluation) -> dict[str, Answer]:
    """By the code of the issue that they answer. No query after ``with_everything``."""
    issues = issues_of(evaluation)
    if not issues:  # nothing to look for
        return {}
    said = {(answer.code, answer.fact): answer for answer in evaluation.project.answers.all()}
    return {issue.code: said[issue.code, issue.fact] for issue in issues if (issue.code, issue.fact) in said}


def open_issues(evaluation: Evaluation) -> list[CheckResult]:
    """Issues that nobody has answered."""
    answered = answers_of(evaluation)
    return [issue for issue in issues_of(evaluation) if issue.code not in answered]


def answer_issue(evaluation: Evaluation, code: str, *, kind: str, reason: str = "") -> Answer:
    """Answer an issue, or answer it anew.

    Raise ``NotFound`` where the evaluation has no such issue, ``BadInput`` for a reason that says nothing,
    ``Conflict`` where no later evaluation shows the repair.
    """
    issue = find_issue(evaluation, code)
    reason = reason.strip()
    if kind == Kind.ACCEPTED or reason:
        check_reason(reason, code)
    fixed_by = find_repair(evaluation, issue) if kind == Kind.FIXED else None
    with transaction.atomic():
        answer, _ = Answer.objects.update_or_create(
            project=evaluation.project,
            code=issue.code,
            fact=issue.fact,
            defaults={"kind": kind, "reason": reason, "fixed_by": fixed_by},
        )
        evaluation_amended.send(sender=Answer)
    return answer


def accept_issues(evaluation: Evaluation, reasons: Mapping[str, str]) -> None:
    """Accept several at once; empty reasons are passed over."""
    for code, reason in reasons.items():
        if reason.strip():
            answer_issue(evaluation, code, kind=Kind.ACCEPTED, reason=reason)


def withdraw_answer(evaluation: Evaluation, code: str) -> None:
    """Raise ``Conflict`` once readers may have seen it: then it can be changed, but not left out."""
    issue = find_issue(evaluation, code)
    if evaluation.published_version is not None:
        raise Conflict(
            "This version is published, so its issues keep an answer.",
            code="answer_is_public",
            hint="Write another answer instead.",
        )
    Answer.objects.filter(project=evaluation.project, code=issue.code, fact=issue.fact).delete()


def find_issue(evaluation: Evaluation, code: str) -> CheckResult:
    issue = next((issue for issue in issues_of(evaluation) if issue.code == code.upper()), None)
    if issue is None:
        known = ", ".join(issue.code for issue in issues_of(evaluation)) or "none"
        raise NotFound(f"This evaluation has no issue {code[:10]}.", hint=f"Its issues: {known}.")
    return issue


def check_reason(reason: str, code: str) -> None:
    if SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        return
    short = len(reason) < SHORTEST_REASON
    raise BadInput(
        f"Say in a sentence why you accept {code}." if short else f"The reason for {code} is too long.",
        code="bad_reason",
        hint="Readers see it beside the issue." if short else f"At most {LONGEST_REASON:,} characters.",
        field="reason",
    )


def find_repair(evaluation: Evaluation, issue: CheckResult) -> Evaluation:
    """The newest later evaluation of the learner, of the same target, in which the check found nothing."""
    later = Evaluation.objects.filter(
        Q(project=evaluation.project)
        | Q(project__owner=evaluation.project.owner, project__target=evaluation.project.target),
        created_at__gt=evaluation.created_at,
        status=Evaluation.Status.SUCCEEDED,
        checks__code=issue.code,
        checks__outcome=CheckResult.Outcome.PASSED,
    )
    found = later.select_related("project__owner").first()
    if found is None:
        raise Conflict(
            f"No later evaluation shows that {issue.code} is repaired.",
            code="not_repaired",
            hint="Repair it, measure again, then answer; or accept it with a reason.",
            field="kind",
        )
    return found


def repair_shown(answer: Answer) -> Evaluation | None:
    """The evaluation that shows the repair, where whoever may read the answer may read it as well.

    An address that they cannot open would tell them of something private, others where something unlisted is.
    """
    found = answer.fixed_by
    if found is None or found.published_version is None:
        return None
    return found if found.project_id == answer.project_id or found.project.is_public else None


def name_issues(issues: list[CheckResult]) -> str:
    return ", ".join(f"{issue.code} ({issue.title})" for issue in issues)
