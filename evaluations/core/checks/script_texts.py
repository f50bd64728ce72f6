"""What the marks on a script's lines are called, why they matter, what to do. No numpy: pages import this."""

from __future__ import annotations

from evaluations.core.checks.texts import CheckText

_ALL = (
    CheckText(
        "FF701",
        "Scored on rows it was fitted on",
        "Scores that are taken on the very rows that the model has learnt from, and nowhere else.",
        "A model that has seen the answers can repeat them: the score says how well it remembers.",
        "Split the rows first, fit on the one part and score on the other, or use cross_val_score.",
    ),
    CheckText(
        "FF702",
        "Prepared before the split",
        "Scalers, imputers, selections of columns and means that are fitted on all rows before some are set "
        "aside.",
        "The training rows then know something of the test rows: their mean, their spread, which columns go "
        "with the answer. With a selection of columns the score can be far too good.",
        "Put the preparation and the model into one make_pipeline(…): it is then fitted on training rows "
        "only.",
    ),
    CheckText(
        "FF703",
        "Target among the features",
        "Features that still hold the column to predict.",
        "The model copies the answer, scores almost perfectly, and knows nothing when the answer is missing.",
        "Drop the target before you fit: `X = frame.drop(columns=target)`.",
    ),
    CheckText(
        "FF704",
        "Test rows used for choosing",
        "Loops that fit several models or settings and score each on the same test rows.",
        "Of many tries one is lucky on just these rows, and its score is the luck as well as the model.",
        "Choose by cross-validation on the training rows (GridSearchCV), and look at the test rows once.",
    ),
    CheckText(
        "FF705",
        "Split without a seed",
        "A train_test_split without random_state.",
        "Every run draws other test rows, so nobody, you included, gets the same score twice.",
        "Write random_state=0, and try a few others to see how much the score depends on it.",
    ),
    CheckText(
        "FF706",
        "Fitted on the test rows",
        "Anything that is fitted on the rows that were set aside for testing.",
        "Test rows then shape what they are to test; a scaler fitted on them also scales by another rule.",
        "Call fit or fit_transform on the training rows only, and transform on the test rows.",
    ),
    CheckText(
        "FF707",
        "Categories turned into a ranking",
        "A LabelEncoder on a column of features.",
        "It numbers the categories by the alphabet, and most models take 2 for more than 1.",
        "Use OneHotEncoder, or OrdinalEncoder with the order that the categories really have.",
    ),
)
SCRIPT_TEXTS = {text.code: text for text in _ALL}
