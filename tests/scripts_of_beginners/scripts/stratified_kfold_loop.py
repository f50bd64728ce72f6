# titanic.csv | measured LogisticRegression own
import numpy as np, pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.metrics import accuracy_score
df = pd.read_csv("titanic.csv")
df["Sex"] = (df["Sex"] == "male") * 1
X = df[["Pclass", "Sex", "Fare"]].values
y = df["Survived"].values
skf = StratifiedKFold(n_splits=5, shuffle=True, random_state=42)
oof = np.zeros(len(X))
scores = []
for fold, (tr, va) in enumerate(skf.split(X, y)):
    model = LogisticRegression(max_iter=500)
    model.fit(X[tr], y[tr])
    oof[va] = model.predict(X[va])
    scores.append(accuracy_score(y[va], oof[va]))
    print(f"Fold {fold}: {scores[-1]:.4f}")
print("CV", np.mean(scores))
