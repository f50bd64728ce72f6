"""The words of the checks that experiment with a script. No numpy: web pages import this."""

from __future__ import annotations

from evaluations.core.checks.texts import CheckText

_ALL = (
    CheckText(
        "FF801",
        "Other predictions each time",
        "Whether the script predicts the same when it is run again on the same rows, and with another start "
        "of the random numbers.",
        "A score that changes from run to run is partly luck, and nobody can derive it again.",
        "Give every model and every split a fixed `random_state`, and draw no random numbers of your own "
        "without a seed.",
    ),
    CheckText(
        "FF802",
        "Knows what the training rows did not teach",
        "Whether the script still predicts the true labels after it was trained on shuffled ones.",
        "Then the answers come from somewhere else: a table in the code, or a model trained elsewhere on the "
        "same rows. Its score says nothing about rows that nobody has seen.",
        "Take out what the script brings along about these rows, and let it learn in `fit` alone.",
    ),
    CheckText(
        "FF803",
        "Answers cross from one fold to the next",
        "Whether the script, trained on shuffled labels, predicts those of rows that it was not given.",
        "Only who has seen those labels can predict them: something passes from one fold to another.",
        "Keep nothing outside the model: no class variable, no cache, no file.",
    ),
    CheckText(
        "FF804",
        "A prediction depends on the other rows",
        "Whether a row gets the same prediction in another order and in a smaller batch.",
        "In use, rows come one at a time. A model that looks at all test rows together (scales them anew, or "
        "deals out the classes by their shares) cannot keep its score there.",
        "Learn every number that `predict` needs (means, scales, shares) in `fit`.",
    ),
)

HONESTY_TEXTS = {text.code: text for text in _ALL}
