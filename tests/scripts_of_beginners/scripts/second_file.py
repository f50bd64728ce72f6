# titanic.csv | forbidden: there is no “weather.csv” here: the project has one data file, “titanic.csv”
import pandas as pd
train = pd.read_csv("titanic.csv")
test = pd.read_csv("weather.csv")
print(train.shape, test.shape)
