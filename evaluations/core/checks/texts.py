"""What every check is called, looks for, why it matters and what to do. No numpy: web pages import this."""

from __future__ import annotations

from evaluations.core.checks.doubt_texts import ALL as DOUBTS
from evaluations.core.checks.words import CheckText

_ALL = (
    CheckText(
        "FF101",
        "Constant column",
        "Columns that have one value, or none at all.",
        "What never changes cannot tell one row from another.",
        "Leave it out of the file, or find out why the export lost its values.",
    ),
    CheckText(
        "FF102",
        "Column that names the rows",
        "Text of which more than 95 % of the values are different, and whole numbers that run on like a "
        "row number.",
        "A model can only learn such a column by heart, and that helps on no new row.",
        "Keep it out of the features. If it holds something real (a title in a name), put that in a column "
        "of its own.",
    ),
    CheckText(
        "FF103",
        "Free text",
        "Columns of sentences: four words or more on average (or 80 characters), most of them different.",
        "The standard models see only which words occur, which is a weak way to read a sentence.",
        "Expect little from it as it is. Draw out what you need (a length, a keyword, a rating) into a "
        "column of its own.",
    ),
    CheckText(
        "FF104",
        "Very many categories",
        "Categories with more than 50 different values.",
        "Most of them have only a few rows, so a model learns the rows instead of the category.",
        "Group the values into broader ones (towns into regions), or keep the commonest and call the "
        "rest “other”.",
    ),
    CheckText(
        "FF105",
        "Numbers read as text",
        "Text columns of which nearly every value is a number with something around it.",
        "As text, 9 and 10 are as different as red and blue: the order and the distance are lost.",
        "Take the units and signs out of the values and upload the file again.",
    ),
    CheckText(
        "FF106",
        "Numbers and words in one column",
        "Columns in which a good part of the values are numbers and a good part are words.",
        "One stray word makes the whole column text, and the order of its numbers is lost.",
        "Find out what the words mean. If they mean “not known”, leave those cells empty.",
    ),
    CheckText(
        "FF107",
        "Dates",
        "Columns of dates.",
        "If you want to predict the future, rows from the future must not be in the training data; a "
        "random split "
        "puts them there.",
        "Ask whether your rows have an order in time. If they do, trust the score less for times to come.",
    ),
    CheckText(
        "FF108",
        "One category in several spellings",
        "Categories that differ in capitals, blanks or punctuation only.",
        "The model takes them for different things and learns each from fewer rows.",
        "Write them in one way and upload the file again.",
    ),
    CheckText(
        "FF109",
        "Nearly constant column",
        "Columns of which 99 in 100 rows say the same.",
        "All that such a column can teach comes from a handful of rows.",
        "Keep it if you know why it should matter; do not trust what is learnt from so few rows.",
    ),
    CheckText(
        "FF201",
        "Rows without a target",
        "Rows in which the value to predict is missing.",
        "Nobody can learn from them or be tested on them, so they are left out. If the answer is "
        "missing for a reason, the score does not speak for those rows.",
        "Find out why the answer is missing before you rely on the score.",
    ),
    CheckText(
        "FF202",
        "Class with very few rows",
        "Classes with fewer rows than folds.",
        "Some folds then have no row of the class to learn from or to be tested on, so its score would be "
        "mostly luck.",
        "Collect more rows of it, join it with a class that is close, or leave it out.",
    ),
    CheckText(
        "FF203",
        "One class is most of the data",
        "A class that has 80 % of the rows or more.",
        "Whoever always answers with that class has a high accuracy and knows nothing.",
        "Look at the balanced accuracy and at the confusion matrix, and compare with the baseline.",
    ),
    CheckText(
        "FF301",
        "Few rows",
        "Data sets with fewer than 100 rows.",
        "A score from so few rows could have come out quite differently with others.",
        "Read the interval, not the score, and collect more rows if you can.",
    ),
    CheckText(
        "FF302",
        "Nearly as many columns as rows",
        "Data that have, once categories are spelt out as columns, at least 0.8 columns a row.",
        "With as many knobs as examples a model can fit anything, chance included.",
        "Use fewer columns, group rare categories, or prefer models that are held back (ridge, logistic "
        "regression).",
    ),
    CheckText(
        "FF401",
        "Repeated rows",
        "Rows that are there more than once, more often than chance explains.",
        "A copy in the training rows and one in the test rows is an exam with known answers: the score "
        "is too good.",
        "Drop the copies with `frame.drop_duplicates()`, unless each one is a case of its own.",
    ),
    CheckText(
        "FF402",
        "Same row, different answer",
        "Rows that are alike in every feature and have different targets.",
        "No model can be right about both, so the score has a ceiling.",
        "Look at some of them: a label may be wrong, or a column that tells them apart may be missing.",
    ),
    CheckText(
        "FF403",
        "Rows that belong together",
        "Columns whose values come back and carry other columns along: one person, shop or machine with "
        "several rows.",
        "With rows of the same one in training and test, a model can recognise whom it has met, and the "
        "score is too good for anybody new.",
        "If new rows will be about others, name that column as the group: folds and lockbox then keep it "
        "whole.",
    ),
    CheckText(
        "FF404",
        "Rows with a date",
        "A column of dates that are spread over the rows, while the folds are cut at random.",
        "A model that learns from next week and is tested on this one knows more than it will ever know.",
        "If you want to predict what comes later, name the column as the time: models then learn from the "
        "past alone.",
    ),
    CheckText(
        "FF405",
        "Nearly equal rows",
        "Rows whose finely measured numbers are those of another row, but for next to nothing.",
        "If it is the same thing measured or copied twice, one in training and one in test make an exam with "
        "known answers.",
        "Find out why they are so near. If they belong together, name what they share as the group.",
    ),
    CheckText(
        "FF406",
        "Order of the rows that tells the answer",
        "Files in which the place of a row predicts its target: sorted by it, drifting, or in blocks.",
        "We shuffle the rows, so our folds do not suffer; a script that splits without shuffling, or learns "
        "from a row number, does.",
        "Shuffle before you split. If the order is one of time, name its column as the time.",
    ),
    CheckText(
        "FF501",
        "Column that gives the answer away",
        "One column from which the target can be read off almost without error, or far better than from "
        "all the "
        "others together.",
        "Such a column is usually a copy of the answer, or was written down after it. It will not be "
        "there when "
        "you want to predict.",
        "Ask when its value becomes known. If that is after the target, leave it out and measure again.",
    ),
    CheckText(
        "FF502",
        "Missing exactly where the answer is known",
        "Columns whose gaps follow one class, or the size of a number.",
        "Whether the cell is empty then gives the answer away: it was filled in after the outcome.",
        "Ask when the column is filled in. If that is after the target, leave it out and measure again.",
    ),
    CheckText(
        "FF503",
        "Target that is a sum of columns",
        "A numeric target that the numeric columns add, or multiply, up to exactly.",
        "The model then finds the arithmetic, not a pattern.",
        "Leave out the parts of the sum, or predict one of the parts.",
    ),
    CheckText(
        "FF504",
        "Column made of the answer’s means",
        "Numbers that are the mean of the target over the rows that share them, these rows included.",
        "Each row’s own answer is in such a mean, also that of the test rows: the score is too good.",
        "Compute such means inside the folds, from training rows alone (`TargetEncoder` does).",
    ),
    CheckText(
        "FF601",
        "No better than the baseline",
        "Whether at least one model is clearly better than guessing without looking.",
        "A model that does not beat the baseline has learnt nothing that you could use, however "
        "high its score.",
        "Add columns that bear on the question, or more rows; and report it as it is: that is a result too.",
    ),
    CheckText(
        "FF602",
        "No clear winner",
        "Whether the best model is clearly better than the others.",
        "With other rows another of them might have come first.",
        "Prefer the simplest of them, or the one that you can explain.",
    ),
    CheckText(
        "FF603",
        "Much better on rows it has seen",
        "A large gap between training and test score, where a model with half the gap does as well.",
        "It has learnt by heart what helps on no new row, and a steadier model loses nothing.",
        "Hold it back (fewer or shorter trees, more regularisation), or take the steadier model.",
    ),
    CheckText(
        "FF604",
        "Folds disagree",
        "Folds on which the best model is no better than the baseline, although on average it is.",
        "The score depends much on which rows happen to be in the test.",
        "Quote the interval with the score, and look at what is special about the weak folds.",
    ),
)

__all__ = ["TEXTS", "CheckText"]
TEXTS = {text.code: text for text in (*_ALL, *DOUBTS)}
