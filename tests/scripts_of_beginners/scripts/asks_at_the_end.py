# houses.csv | measured LinearRegression own
import pandas as pd
from sklearn.linear_model import LinearRegression

houses = pd.read_csv("houses.csv")
reg = LinearRegression()
reg.fit(houses[["area", "rooms"]], houses["price"])
print("R^2:", reg.score(houses[["area", "rooms"]], houses["price"]))
while True:
    area = float(input("Area of your house: "))
    print(reg.predict([[area, 3]]))
