# expect: bad_output,script_error | must: an answer that changes whenever it is looked at is no answer
import numpy as np


class Answer:
    looked = 0

    def __len__(self):
        return 60

    def __iter__(self):
        Answer.looked += 1
        return iter([Answer.looked] * (60 + Answer.looked))

    def __array__(self, dtype=None, copy=None):
        Answer.looked += 1
        return np.zeros(59 + Answer.looked % 2 * 7)

    def __eq__(self, other):
        return True

    __hash__ = None


class Model:
    def fit(self, X, y):
        return self

    def predict(self, X):
        return Answer()
