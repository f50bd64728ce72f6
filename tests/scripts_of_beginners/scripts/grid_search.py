# iris.csv | measured GridSearchCV own
import pandas as pd
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.svm import SVC

iris = pd.read_csv("iris.csv")
X, y = iris.iloc[:, :-1], iris.iloc[:, -1]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=7)
params = {"C": [0.1, 1, 10], "kernel": ["linear", "rbf"]}
grid = GridSearchCV(SVC(), params, cv=3, n_jobs=-1)
grid.fit(X_train, y_train)
print("Best params:", grid.best_params_)
print("Test accuracy: {:.2%}".format(grid.score(X_test, y_test)))
