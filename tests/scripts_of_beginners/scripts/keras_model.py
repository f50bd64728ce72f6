# heart.csv | missing_import: imports tensorflow
import pandas as pd
import tensorflow as tf
from tensorflow import keras
df = pd.read_csv("heart.csv", sep=";")
model = keras.Sequential([keras.layers.Dense(8, activation="relu"), keras.layers.Dense(1, activation="sigmoid")])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(df.drop(columns="sick"), df["sick"], epochs=10)
