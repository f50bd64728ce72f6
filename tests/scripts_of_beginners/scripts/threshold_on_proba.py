# heart.csv | measured LogisticRegression own
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.metrics import accuracy_score, roc_auc_score, f1_score
from sklearn.preprocessing import MinMaxScaler
df = pd.read_csv("heart.csv", sep=";")
X = df.drop("sick", axis=1); y = df.sick
X = pd.DataFrame(MinMaxScaler().fit_transform(X), columns=X.columns)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2)
lr = LogisticRegression(class_weight="balanced")
lr.fit(X_train, y_train)
proba = lr.predict_proba(X_test)[:, 1]
for t in [0.3, 0.4, 0.5, 0.6]:
    print(t, accuracy_score(y_test, (proba > t).astype(int)), f1_score(y_test, proba > t))
print("ROC AUC:", roc_auc_score(y_test, proba))
