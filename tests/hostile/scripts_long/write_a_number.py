# expect: time_limit,memory_limit | must: a native loop that holds the interpreter ends by the clock
print(len(bin(7 ** (7 ** 9))), sum(range(10**12)))


class Model:
    def fit(self, X, y):
        return self

    def predict(self, X):
        return [0] * len(X)
