"""Jobs for scripts that read their data file by themselves."""

import numpy as np

from evaluations.core.contract import Job, Pick, ScriptSource
from evaluations.core.given_file import FileLook, GivenFile
from evaluations.core.profiling import profile_table
from evaluations.core.protocol import build_protocol
from evaluations.core.reading import read_table
from evaluations.core.splitting import encode_target, split

PEOPLE = "id,age,sex,fare,survived\n" + "".join(
    f"{900 + i},{'' if i % 9 == 4 else 18 + (i * 7) % 50},{'male' if i * 7 % 5 else 'female'},"
    f"{5 + (i * 13) % 60}.5,{'yes' if (i * 7 % 5 == 0) != (i % 11 == 0) else 'no'}\n"
    for i in range(150)
)
RENTS = "area;rooms;town;rent\n" + "".join(
    f"{30 + i % 70};{1 + i % 5};{'Bern' if i % 3 else 'Basel'};{400 + 12 * (i % 70) + 90 * (i % 5)},5\n"
    for i in range(120)
)

HEAD = """import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, train_test_split
df = pd.read_csv("people.csv")
df["age"] = df["age"].fillna(df["age"].mean())
X = pd.get_dummies(df.drop(columns=["survived", "id"]))
y = df["survived"]
X_train, X_test, y_train, y_test = train_test_split(X, y)
"""


class WholeScript:
    """A script and its data, as the jobs of its three runs."""

    def __init__(self, source, csv=PEOPLE, target="survived", name="people.csv", filename="mine.py"):
        data = csv.encode() if isinstance(csv, str) else csv
        read = read_table(data, filename=name)
        self.table, self.source, self.filename = read.table, source.encode(), filename
        self.protocol = build_protocol(profile_table(self.table), data_sha256="00" * 32, target=target)
        rows, target_values = encode_target(self.table, self.protocol)
        self.y = np.full(self.table.n_rows, np.nan)
        self.y[rows] = target_values
        self.split = split(self.table, self.protocol)
        reading = read.reading
        self.look = FileLook(
            name, reading.delimiter, reading.decimal, reading.encoding, reading.header_line > 0
        )

    def as_is_job(self):
        return self._job("as_is", np.sort(self.split.development), np.arange(0), None)

    def fold_job(self, pick: Pick | None, kind="rehearsal", mode=None, fold=0):
        rows = self.split.folds[fold]
        return self._job(kind, rows.train, rows.test, pick, mode)

    def _job(self, kind, train, test, pick, mode=None):
        features = self.table.select(self.protocol.features)
        return Job(
            kind,
            self.protocol,
            features.take(train),
            self.y[train],
            features.take(test),
            seed=3,
            script=ScriptSource(self.filename, self.source, mode, pick),
            file=GivenFile.of(self.table, train, self.protocol.features, self.look),
        )
