# heart.csv | measured SVC own
from google.colab import files
import io
import pandas as pd
from sklearn.svm import SVC
uploaded = files.upload()
for name in uploaded.keys():
    print("User uploaded file", name, len(uploaded[name]))
df = pd.read_csv(io.BytesIO(uploaded["heart.csv"]), sep=";")
svm = SVC(probability=False)
svm.fit(df[["age", "pressure"]], df["sick"])
