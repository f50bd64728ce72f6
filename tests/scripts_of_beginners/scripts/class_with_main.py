# iris.csv | measured DecisionTreeClassifier own
#!/usr/bin/env python3
# -*- coding: utf-8 -*-
import sys
import pandas as pd
from sklearn.tree import DecisionTreeClassifier
from sklearn.model_selection import train_test_split
from sklearn.metrics import confusion_matrix, classification_report

class IrisClassifier(object):
    def __init__(self, path):
        self.path = path
        self.model = None
    def load(self):
        self.df = pd.read_csv(self.path)
        self.X = self.df.drop('species', axis=1)
        self.y = self.df['species']
    def train(self):
        Xtr, self.Xte, ytr, self.yte = train_test_split(self.X, self.y, test_size=0.3)
        self.model = DecisionTreeClassifier(max_depth=3)
        self.model.fit(Xtr, ytr)
    def evaluate(self):
        pred = self.model.predict(self.Xte)
        print(confusion_matrix(self.yte, pred))
        print(classification_report(self.yte, pred))

if __name__ == "__main__":
    path = sys.argv[1] if len(sys.argv) > 1 else "iris.csv"
    clf = IrisClassifier(path)
    clf.load()
    clf.train()
    clf.evaluate()
