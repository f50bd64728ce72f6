# heart.csv | measured KNeighborsClassifier own | FF705
import pandas as pd
from sklearn.neighbors import KNeighborsClassifier
from sklearn.model_selection import train_test_split

dataset = pd.read_csv("heart.csv", sep=";")
X = dataset[["age", "pressure"]].values
y = dataset["sick"].values
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25)
classifier = KNeighborsClassifier(n_neighbors=5)
classifier.fit(X_train, y_train)
y_pred = classifier.predict(X_test)
from sklearn.metrics import confusion_matrix, accuracy_score
print(confusion_matrix(y_test, y_pred))
print("Accuracy", accuracy_score(y_test, y_pred) * 100, "%")
