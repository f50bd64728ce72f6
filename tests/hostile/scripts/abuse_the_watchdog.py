# expect: time_limit | must: who silences or forges the line that is told is stopped all the same
import faulthandler
import sys

faulthandler.cancel_dump_traceback_later()
faulthandler.disable()
sys.stderr.write('Timeout (0:00:01)!\n  File "\x1b[31m<b>", line 999999999999 in f\n  File "script.py", line 7 in <module>\n')
sys.stderr.close()
while True:
    pass


class Model:
    def fit(self, X, y):
        self.answer = y.iloc[0] if hasattr(y, "iloc") else y[0]
        return self

    def predict(self, X):
        return [self.answer] * len(X)
