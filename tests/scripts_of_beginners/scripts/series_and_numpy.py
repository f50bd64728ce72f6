# houses.csv | measured SGDRegressor own
import numpy as np
import pandas as pd
from sklearn.linear_model import SGDRegressor
from sklearn.metrics import mean_squared_error, r2_score

df = pd.read_csv("houses.csv")
x = df["area"].to_numpy().reshape(-1, 1)
x = (x - np.mean(x)) / np.std(x)
y = np.array(df["price"])
split = int(0.8 * len(df))
sgd = SGDRegressor(max_iter=2000)
sgd.fit(x[:split], y[:split])
predictions = sgd.predict(x[split:])
print("RMSE: %.2f" % np.sqrt(mean_squared_error(y[split:], predictions)))
print("R2 score: %.2f" % r2_score(y[split:], predictions))
