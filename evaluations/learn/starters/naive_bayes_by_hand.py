"""Naive Bayes by hand. One line is missing; fill it in and upload this file.

As it stands it looks at how common each class is and at no feature, so it scores like the baseline.
"""

import numpy as np

reimplements = "GaussianNB()"


class NaiveBayes:
    def fit(self, X, y):
        X, y = np.asarray(X, dtype=float), np.asarray(y)
        self.labels_ = np.unique(y)
        self.shares_ = np.array([(y == label).mean() for label in self.labels_])
        self.means_ = np.array([X[y == label].mean(axis=0) for label in self.labels_])
        self.spreads_ = np.array([X[y == label].std(axis=0) + 1e-9 for label in self.labels_])
        return self

    def predict(self, X):
        scores = [self.score(row) for row in np.asarray(X, dtype=float)]
        return self.labels_[np.argmax(scores, axis=1)]

    def score(self, row):
        # How typical is the row of each class? The logarithm of a bell curve's height, for each feature:
        #    -0.5 * ((row - self.means_) / self.spreads_) ** 2 - np.log(self.spreads_)
        # Sum it over the features (axis=1) and put it here instead of 0.
        typical = 0
        return np.log(self.shares_) + typical
