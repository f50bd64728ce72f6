# titanic.csv | forbidden: there is no “test.csv” here: the project has one data file, “titanic.csv”
import pandas as pd
train = pd.read_csv("titanic.csv")
test = pd.read_csv("test.csv")
print(train.shape, test.shape)
