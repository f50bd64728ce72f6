# heart.csv | measured RandomForestClassifier own
import pandas as pd
from sklearn.utils import resample
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split
df = pd.read_csv("heart.csv", sep=";")
majority = df[df.sick == 0]
minority = df[df.sick == 1]
minority_up = resample(minority, replace=True, n_samples=len(majority), random_state=123)
df_up = pd.concat([majority, minority_up])
print(df_up.sick.value_counts())
X, y = df_up.drop("sick", axis=1), df_up["sick"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
rf = RandomForestClassifier(n_estimators=25).fit(X_train, y_train)
print("Accuracy", rf.score(X_test, y_test))
