# expect: bad_output | must: a second result beside the first is refused
import os

from evaluations.core.contract import PipelineFrame, pack_frame
import numpy as np

os.write(5, pack_frame(PipelineFrame("script", ok=True, predicted=np.zeros(60))))


class Model:
    def fit(self, X, y):
        return self

    def predict(self, X):
        return [0] * len(X)
