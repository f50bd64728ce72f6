"""A fold as one file: its training rows with their labels, then its test rows with labels drawn by lot.

So a script can make its own columns of all rows at once, as it does at home, and no label of a test row is in
the process: those that stand there are other rows' labels, and so is every column that is no feature.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from evaluations.core.contract import Job
from evaluations.core.given_file import GivenFile
from evaluations.core.table import Column, Table

_LOT = 10


def mix_file(job: Job) -> tuple[GivenFile, Table]:
    """(the file's look and its columns beside the features, the features), of training and test rows."""
    if job.file is None:
        raise ValueError("this job has no file")
    rng = np.random.default_rng([job.seed, _LOT])
    n_train, n_test = job.train.n_rows, job.test.n_rows
    donors = rng.choice(n_train, n_test, replace=n_test > n_train)
    rest = Table(tuple(_go_on(column, donors) for column in job.file.rest), n_train + n_test)
    return replace(job.file, rest=rest), stack(job.train, job.test)


def stack(first: Table, second: Table) -> Table:
    """The rows of both; they have equal columns and levels."""
    columns = tuple(
        replace(one, values=np.concatenate([one.values, other.values]))
        for one, other in zip(first, second, strict=True)
    )
    return Table(columns, first.n_rows + second.n_rows)


def _go_on(column: Column, donors: np.ndarray) -> Column:
    """With values of other rows; a number that counts the rows counts on."""
    drawn = column.values[donors]
    if column.is_number and column.integer and _are_all_different(column.values):
        drawn = column.values.max() + 1 + np.arange(len(donors))
    return replace(column, values=np.concatenate([column.values, drawn]))


def _are_all_different(values: np.ndarray) -> bool:
    return not np.isnan(values).any() and len(np.unique(values)) == len(values)
