"""What the pages show of the notes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from evaluations.learn.library import KINDS, Note, find_note, notes_of
from evaluations.learn.markup import render, render_code
from evaluations.learn.pictures import caption_of, draw_picture

ORDER = {  # of the shelves whose order means something; the others are in order of their codes
    "ideas": "folds baseline interval paired_test overfitting leakage lockbox luck guess preprocessing "
    "groups_and_time",
    "metrics": "accuracy balanced_accuracy roc_auc f1_macro log_loss brier r2 mae rmse median_absolute_error",
    "models": "baseline logistic_regression ridge naive_bayes knn decision_tree random_forest "
    "hist_gradient_boosting svm script",
    "figures": "model_comparison confusion_matrix predicted_vs_actual residuals worst_rows weak_segments roc "
    "precision_recall calibration association feature_importance learning_curve fold_strip train_test_gap",
}
LEADS = {
    "ideas": "What stands behind every number here. Read these first.",
    "metrics": "What is counted, which way is better, and when the number flatters.",
    "models": "The same seventy points, cut up by each of them.",
    "figures": "How to read what is drawn on a report.",
    "checks": "What can be wrong with data or a result, one trap each.",
}


@dataclass(frozen=True)
class Shelf:
    kind: str
    title: str
    lead: str
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class NotePage:
    note: Note
    kind: str
    picture: SafeString
    caption: str
    what: SafeString
    letters: SafeString
    example: SafeString
    told: SafeString
    misleads: SafeString
    read_on: SafeString
    see: tuple[Note, ...]
    previous: Note | None
    next: Note | None


@dataclass(frozen=True)
class InPlace:
    """A note as it opens beside one's own numbers."""

    ask: str
    short: str
    formula: str
    misleads: SafeString
    url: str


def index_page() -> tuple[Shelf, ...]:
    return tuple(Shelf(kind, title, LEADS[kind], shelve(kind)) for kind, title in KINDS.items())


def shelve(kind: str) -> tuple[Note, ...]:
    """The kind's notes in their order; those that the order does not name at its end."""
    order = ORDER.get(kind, "").split()
    return tuple(sorted(notes_of(kind), key=lambda n: order.index(n.code) if n.code in order else len(order)))


@lru_cache(maxsize=256)
def note_page(note: Note) -> NotePage:
    shelf = shelve(note.kind)
    at = shelf.index(note)
    return NotePage(
        note=note,
        kind=KINDS[note.kind],
        picture=mark_safe(draw_picture(note.picture)),  # noqa: S308  (drawn by us, labels escaped there)
        caption=caption_of(note.picture),
        what=render(note.what),
        letters=render(note.letters),
        example=render_code(note.example),
        told=render(note.told),
        misleads=render(note.misleads),
        read_on=render(note.read_on),
        see=tuple(found for code in note.see if (found := find_note(code))),
        previous=shelf[at - 1] if at else None,
        next=shelf[at + 1] if at + 1 < len(shelf) else None,
    )


@lru_cache(maxsize=256)
def in_place(code: str) -> InPlace | None:
    """None for what has no note: a page never fails for want of one."""
    note = find_note(code)
    if note is None:
        return None
    url = reverse("learn_note", args=[note.slug])
    return InPlace(note.ask, note.short, note.formula, render(note.misleads), url)
