# iris.csv | measured Perceptron raw
import numpy as np
import pandas as pd
class Perceptron(object):
    def __init__(self, no_of_inputs, threshold=30, learning_rate=0.01):
        self.no_of_inputs = no_of_inputs
        self.threshold = threshold
        self.learning_rate = learning_rate
        self.weights = np.zeros(no_of_inputs + 1)
    def predict_one(self, inputs):
        return 1 if np.dot(inputs, self.weights[1:]) + self.weights[0] > 0 else 0
    def predict(self, X):
        return np.array(["setosa" if self.predict_one(x) else "versicolor" for x in np.asarray(X, dtype=float)])
    def fit(self, X, y):
        for _ in range(self.threshold):
            for inputs, label in zip(np.asarray(X, dtype=float), y):
                target = 1 if label == "setosa" else 0
                error = target - self.predict_one(inputs)
                self.weights[1:] += self.learning_rate * error * inputs
                self.weights[0] += self.learning_rate * error
        return self
df = pd.read_csv("iris.csv")
data = df.values
np.random.shuffle(data)
X, y = data[:, :4], data[:, 4]
p = Perceptron(4)
p.fit(X[:100], y[:100])
print("acc", (p.predict(X[100:]) == y[100:]).mean())
