# expect: ok | must: a book of rows kept in every library, thread and cache is empty in the next process
import builtins
import functools
import os
import sys
import threading

import joblib
import numpy
import pandas
import sklearn

PLACES = (builtins, sys, os, threading, numpy, pandas, sklearn, joblib, functools, numpy.random, pandas.core.common)
found = [place.__name__ for place in PLACES if getattr(place, "firstfit_breach_book", None)]
print("BREACH" if found or os.environ.get("firstfit_breach") or "firstfit_breach" in sys.modules else "clean", found)
for place in PLACES:
    place.firstfit_breach_book = {1: 1}
sys.modules["firstfit_breach"] = sys
os.environ["firstfit_breach"] = "1"
sklearn.set_config(assume_finite=True)
numpy.seterr(all="raise")
threading.stack_size(64 * 1024 * 1024)


class Model:
    def fit(self, X, y):
        self.answer = y.iloc[0] if hasattr(y, "iloc") else y[0]
        return self

    def predict(self, X):
        return [self.answer] * len(X)
