# titanic.csv | measured LogisticRegression own | FF702
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

data = pd.read_csv("titanic.csv")
data = data.drop(columns=["PassengerId", "Name", "Cabin"])
data = data.fillna(data.median(numeric_only=True))
data = pd.get_dummies(data, drop_first=True)
y = data.pop("Survived")
X = StandardScaler().fit_transform(data)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, random_state=0)
logreg = LogisticRegression()
logreg.fit(X_train, y_train)
print(f"accuracy = {logreg.score(X_test, y_test):.3f}")
