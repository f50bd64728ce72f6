# titanic.csv | measured DecisionTreeClassifier own
import pandas as pd
from sklearn.model_selection import GridSearchCV
from sklearn.tree import DecisionTreeClassifier

df = pd.read_csv("titanic.csv")[["Survived", "Pclass", "Fare", "SibSp"]]
search = GridSearchCV(DecisionTreeClassifier(random_state=0), {"max_depth": [2, 3, 4]}, cv=3)
search.fit(df.drop(columns="Survived"), df["Survived"])
best_model = search.best_estimator_
print(search.best_score_)
