# houses.csv | measured Lasso own
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
import warnings
warnings.filterwarnings('ignore')
from sklearn.linear_model import Lasso
from sklearn.preprocessing import RobustScaler
from sklearn.model_selection import train_test_split
from sklearn.metrics import mean_squared_error, r2_score

df = pd.read_csv('houses.csv')
sns.heatmap(df.corr(numeric_only=True), annot=True, cmap='coolwarm')
plt.savefig('corr.png')
sns.histplot(df['price'], kde=True)
plt.show()
df['price'] = np.log1p(df['price'])
df['area_per_room'] = df['area'] / df['rooms']
df = pd.get_dummies(df, drop_first=True)
X = df.drop('price', axis=1)
y = df['price']
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=42)
scaler = RobustScaler()
X_train = scaler.fit_transform(X_train)
X_test = scaler.transform(X_test)
lasso = Lasso(alpha=0.0005)
lasso.fit(X_train, y_train)
y_pred = lasso.predict(X_test)
print("RMSE:", np.sqrt(mean_squared_error(y_test, y_pred)))
print("R2 :", r2_score(y_test, y_pred))
real = np.expm1(y_pred)
plt.scatter(np.expm1(y_test), real); plt.xlabel('actual'); plt.show()
