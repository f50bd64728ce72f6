# titanic.csv | measured DecisionTreeClassifier own | FF707
import pandas as pd
from sklearn.preprocessing import LabelEncoder
from sklearn.tree import DecisionTreeClassifier

df = pd.read_csv("titanic.csv").fillna(0)
le = LabelEncoder()
for col in ["Name", "Sex", "Cabin", "Embarked"]:
    df[col] = le.fit_transform(df[col].astype(str))
    df[col] = le.fit_transform(df[col])
X = df.drop(columns=["Survived"])
dt = DecisionTreeClassifier()
dt.fit(X, df["Survived"])
print("accuracy:", dt.score(X, df["Survived"]))
