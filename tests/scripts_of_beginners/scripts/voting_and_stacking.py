# iris.csv | measured StackingClassifier own
import pandas as pd
from sklearn.ensemble import VotingClassifier, StackingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.svm import SVC
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import LabelEncoder
df = pd.read_csv("iris.csv")
le = LabelEncoder()
df["species"] = le.fit_transform(df["species"])
X_train, X_test, y_train, y_test = train_test_split(df.drop("species", axis=1), df["species"], test_size=0.2, random_state=42, stratify=df["species"])
est = [("rf", RandomForestClassifier(n_estimators=10)), ("svm", SVC())]
voting = VotingClassifier(est)
voting.fit(X_train, y_train)
print("voting", voting.score(X_test, y_test))
stack = StackingClassifier(est, final_estimator=LogisticRegression(), cv=3)
stack.fit(X_train, y_train)
print("Accuracy of stacking:", stack.score(X_test, y_test))
print(le.inverse_transform(stack.predict(X_test))[:5])
