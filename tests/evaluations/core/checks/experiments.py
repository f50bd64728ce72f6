"""Experiments with models in this process: each trial builds the model anew, as a child of its own would."""

import numpy as np
import pandas as pd

from evaluations.core.checks.honesty import run_honesty_checks
from evaluations.core.honesty import conduct_trials
from evaluations.core.splitting import encode_target, split
from tests.evaluations.core.makers import make_mixed_table, make_protocol


class Case:
    """A question with its features as a matrix of numbers, row by row of the table."""

    def __init__(self, task="binary", n=300):
        self.table = make_mixed_table(task, n=n)
        self.protocol = make_protocol(self.table)
        rows, target = encode_target(self.table, self.protocol)
        self.y = np.full(self.table.n_rows, np.nan)
        self.y[rows] = target
        features = self.table.select(self.protocol.features).to_frame()
        self.X = pd.get_dummies(features.select_dtypes("number")).fillna(0).to_numpy(dtype=float)

    def judge(self, build):
        """The outcomes by code. ``build(case)`` gives a fresh model."""
        cut = split(self.table, self.protocol)

        def run(trial):
            np.random.seed(trial.seed % 2**32)
            model = build(self)
            model.fit(self.X[trial.train], trial.y_train)
            return np.asarray(model.predict(self.X[trial.test]), dtype=float)

        trials = conduct_trials(self.protocol, cut, self.y, run)
        return {outcome.code: outcome for outcome in run_honesty_checks(trials)}
