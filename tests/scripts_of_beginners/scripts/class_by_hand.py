# heart.csv | measured MyKNN own
import csv
import math
from collections import Counter


class MyKNN:
    def __init__(self, k=3):
        self.k = k

    def fit(self, X, y):
        self.rows = [list(map(float, row)) for row in (X.values if hasattr(X, "values") else X)]
        self.labels = list(y)

    def predict(self, X):
        rows = X.values if hasattr(X, "values") else X
        return [self.predict_one(list(map(float, row))) for row in rows]

    def predict_one(self, row):
        distances = sorted((math.dist(row, known), label) for known, label in zip(self.rows, self.labels))
        return Counter(label for _, label in distances[: self.k]).most_common(1)[0][0]


rows = list(csv.reader(open("heart.csv"), delimiter=";"))[1:]
X = [[float(a), float(p)] for a, p, _ in rows]
y = [int(s) for _, _, s in rows]
my_knn = MyKNN(k=5)
my_knn.fit(X[:100], y[:100])
right = sum(a == b for a, b in zip(my_knn.predict(X[100:]), y[100:]))
print("Accuracy:", right / len(X[100:]))
