import pytest

from evaluations.core.script_lint import CODES, lint_script

READ = "df = pd.read_csv('a.csv')\n"
XY = READ + "X = df.drop('y', axis=1)\ny = df['y']\n"
SPLIT = XY + "X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)\n"
FIT = SPLIT + "m = SVC()\nm.fit(X_train, y_train)\n"

MARKED = {
    "own_training_rows": (FIT + "print(m.score(X_train, y_train))", [("FF701", 7)]),
    "own_rows_without_a_split": (XY + "m = SVC().fit(X, y)\nm.score(X, y)", [("FF701", 5)]),
    "predictions_of_its_own_rows": (
        XY + "m = SVC()\nm.fit(X, y)\np = m.predict(X)\nprint(accuracy_score(y, p))",
        [("FF701", 7)],
    ),
    "on_the_spot": (XY + "m.fit(X, y)\nprint(mean_squared_error(y, m.predict(X)))", [("FF701", 5)]),
    "fitted_before_the_split": (
        XY + "m = SVC()\nm.fit(X, y)\n" + SPLIT[len(XY) :] + "m.score(X_test, y_test)",
        [("FF701", 7)],
    ),
    "scaler_before_the_split": (
        XY + "X = StandardScaler().fit_transform(X)\na, b, c, d = train_test_split(X, y, random_state=1)",
        [("FF702", 4)],
    ),
    "named_scaler_before_cross_validation": (
        XY + "s = MinMaxScaler()\nX2 = s.fit_transform(X)\ncross_val_score(SVC(), X2, y)",
        [("FF702", 5)],
    ),
    "means_of_all_rows": (
        READ + "df['a'] = df['a'].fillna(df['a'].mean())\n" + SPLIT[len(READ) :],
        [("FF702", 2)],
    ),
    "everything_is_a_feature": (READ + "y = df['y']\nm.fit(df, y)", [("FF703", 3)]),
    "another_column_dropped": (
        READ + "X = pd.get_dummies(df.drop(columns=['id']))\ntrain_test_split(X, df.y, random_state=1)",
        [("FF703", 3)],
    ),
    "listed_among_the_features": (READ + "cross_val_score(m, df[['a', 'y']], df['y'])", [("FF703", 2)]),
    "best_of_a_loop": (
        SPLIT
        + "for k in range(9):\n    m = KNN(k)\n    m.fit(X_train, y_train)\n    s = m.score(X_test, y_test)\n"
        "    if s > best:\n        best = s",
        [("FF704", 8)],
    ),
    "no_seed": (XY + "a, b, c, d = train_test_split(X, y, test_size=0.2)", [("FF705", 4)]),
    "scaler_on_the_test_rows": (
        SPLIT + "s = StandardScaler()\nX_test = s.fit_transform(X_test)",
        [("FF706", 6)],
    ),
    "ranks": (READ + "le = LabelEncoder()\ndf['a'] = le.fit_transform(df['a'])", [("FF707", 3)]),
}
SOUND = {
    "both_sides": FIT + "m.score(X_train, y_train)\nm.score(X_test, y_test)",
    "test_rows": FIT + "p = m.predict(X_test)\nprint(classification_report(y_test, p))",
    "scaler_after_the_split": SPLIT
    + "s = StandardScaler()\nX_train = s.fit_transform(X_train)\ns.transform(X_test)",
    "scaler_without_a_split": XY + "X = StandardScaler().fit_transform(X)",
    "target_popped": READ + "y = df.pop('y')\nm.fit(df, y)",
    "target_dropped_in_place": READ + "y = df['y']\ndf.drop('y', axis=1, inplace=True)\nm.fit(df, y)",
    "target_deleted": READ + "y = df['y']\ndel df['y']\nm.fit(df, y)",
    "made_columns_of_the_target": READ + "d = pd.get_dummies(df)\nm.fit(d.drop(columns='y_yes'), d['y_yes'])",
    "dropped_by_a_name": READ + "X = df.drop(columns=[target])\nm.fit(X, df[target])",
    "folds_by_hand": SPLIT + "for a, b in kf.split(X):\n    m.fit(X[a], y[a])\n    m.score(X_test, y_test)",
    "label_encoder_on_the_target": READ + "y = LabelEncoder().fit_transform(df['y'])",
    "no_python": "this is (no python",
    "nothing": "",
}


@pytest.mark.parametrize("case", MARKED)
def test_the_line_is_marked(case):
    source, expected = MARKED[case]
    assert [(mark.code, mark.line) for mark in lint_script(source, "y")] == expected


@pytest.mark.parametrize("case", SOUND)
def test_sound_code_is_left_alone(case):
    assert lint_script(SOUND[case], "y") == []


def test_every_code_has_an_example():
    assert {code for _, marks in MARKED.values() for code, _ in marks} == set(CODES)


def test_words_of_the_script_are_cut_and_stripped():
    name = "x" * 200
    source = f"a, {name}, c, d = train_test_split(X, y, random_state=1)\nm.fit({name}, d)"
    (mark,) = lint_script(source, "y")
    assert len(mark.message) < 120


def test_a_hostile_depth_is_no_crash():
    assert lint_script("x = " + "(" * 5000, "y") == []
    assert lint_script("x" + ".a" * 3000, "y") == []


def test_choosing_is_an_issue_and_comparing_a_tip():
    loop = SPLIT + "for m in models:\n    m.fit(X_train, y_train)\n    print(m.score(X_test, y_test))"
    (tip,) = lint_script(loop, "y")
    (issue,) = lint_script(MARKED["best_of_a_loop"][0], "y")
    assert (tip.code, tip.is_issue, issue.is_issue) == ("FF704", False, True)
