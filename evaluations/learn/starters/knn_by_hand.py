"""k-nearest neighbours by hand. Three lines are missing; fill them in and upload this file.

Firstfit shows its score beside scikit-learn's on the same folds. As it stands it answers with the
commonest class, so it runs, and scores like the baseline.
"""

import numpy as np

reimplements = "KNeighborsClassifier(n_neighbors=5)"


class NearestNeighbours:
    def __init__(self, k=5):
        self.k = k

    def fit(self, X, y):
        self.X_ = np.asarray(X, dtype=float)
        self.y_ = np.asarray(y)
        return self

    def predict(self, X):
        return np.array([self.answer(row) for row in np.asarray(X, dtype=float)])

    def answer(self, row):
        # 1. The distance from `row` to every row of self.X_:
        #    np.sqrt(((self.X_ - row) ** 2).sum(axis=1))
        # 2. The positions of the self.k smallest: .argsort()[: self.k]
        # 3. Only their answers vote: replace self.y_ below by self.y_[nearest].
        labels, votes = np.unique(self.y_, return_counts=True)
        return labels[votes.argmax()]
