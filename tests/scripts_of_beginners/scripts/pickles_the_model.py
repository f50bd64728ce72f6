# iris.csv | measured LogisticRegression own
import pickle
import joblib
import pandas as pd
from sklearn.linear_model import LogisticRegression
iris = pd.read_csv("iris.csv")
X = iris.drop(columns=["species"])
lr = LogisticRegression(max_iter=1000)
lr.fit(X, iris["species"])
with open("model.pkl", "wb") as f:
    pickle.dump(lr, f)
joblib.dump(lr, "models/model.joblib")
loaded = pickle.load(open("model.pkl", "rb"))
print("Loaded model accuracy:", loaded.score(X, iris["species"]))
submission = pd.DataFrame({"pred": loaded.predict(X)})
submission.to_csv("submission.csv", index=False)
