"""The words of the checks that doubt a good result. No numpy: web pages import this."""

from __future__ import annotations

from evaluations.core.checks.words import CheckText

ALL = (
    CheckText(
        "FF605",
        "Too good to be true",
        "A best model that covers nearly the whole way from the baseline to a perfect score.",
        "Real questions are rarely answered without error: most often the answer is hidden in the columns, "
        "or rows are there twice.",
        "Look for the reason before you celebrate: see which columns it leans on, and ask when they are "
        "known.",
    ),
    CheckText(
        "FF606",
        "Probabilities that cannot be taken at their word",
        "Stated probabilities that differ from how often the thing then happens, by more than chance makes.",
        "Whoever compares the probability with a limit, or multiplies it with money, is misled.",
        "Wrap the model in `CalibratedClassifierCV`, or use its order only and not its numbers.",
    ),
    CheckText(
        "FF607",
        "A part of the data that goes much worse",
        "A value of a column, or a stretch of its numbers, where the best model is wrong far more often.",
        "The average hides for whom the model fails.",
        "Look at some of those rows: is something missing in them, or are there too few? Say so on "
        "your page.",
    ),
    CheckText(
        "FF901",
        "Many tries on the same data",
        "How many scripts of yours were scored on these data, and how far luck alone would have carried "
        "the best.",
        "Of many tries one looks good by chance, even if none is better.",
        "Prefer an early, simple try unless the lead is larger than luck, and trust the lockbox.",
    ),
    CheckText(
        "FF902",
        "Metric changed after the reveal",
        "Whether scores of the same question had been shown to you under another metric before.",
        "Who chooses the yardstick after seeing the results can choose the one that flatters.",
        "Say why this metric is the right one, or go back to the first.",
    ),
)
