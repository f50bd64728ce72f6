# heart.csv | measured HistGradientBoostingClassifier own
import pandas as pd
try:
    from lightgbm import LGBMClassifier as Booster
except ImportError:
    from sklearn.ensemble import HistGradientBoostingClassifier as Booster
from sklearn.model_selection import cross_val_score
df = pd.read_csv("heart.csv", sep=";")
booster = Booster(max_iter=20)
print(cross_val_score(booster, df.drop(columns="sick"), df["sick"], cv=5, scoring="roc_auc").mean())
