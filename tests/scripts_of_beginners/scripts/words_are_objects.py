# titanic.csv | measured RandomForestClassifier own
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import LabelEncoder

train = pd.read_csv("/kaggle/input/titanic/train.csv")
train = train.drop(["PassengerId", "Name", "Cabin"], axis=1)
train["Age"].fillna(train["Age"].median())
train["Age"] = train["Age"].fillna(train["Age"].median())
train["Embarked"] = train["Embarked"].fillna("S")

# encode every categorical column
for col in train.columns:
    if train[col].dtype == "object":
        train[col] = LabelEncoder().fit_transform(train[col])

num_cols = [c for c in train.columns if train[c].dtypes != object and c != "Survived"]
X = train[num_cols]
y = train["Survived"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=7)
rf = RandomForestClassifier(n_estimators=50, random_state=7)
rf.fit(X_train, y_train)
print("accuracy", rf.score(X_test, y_test))
