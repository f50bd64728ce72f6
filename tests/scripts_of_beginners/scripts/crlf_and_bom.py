# heart.csv | measured KNeighborsClassifier own
import pandas as pd
from sklearn.neighbors import KNeighborsClassifier
from sklearn.model_selection import train_test_split

# Größe der Nachbarschaft wählen
Данные = pd.read_csv(r"C:\Users\Jürgen\heart.csv", delimiter=";")
X, y = Данные.iloc[:, :-1], Данные["sick"]
X_tr, X_te, y_tr, y_te = train_test_split(X, y, random_state=1)
beste_güte = 0
for k in range(1, 12, 2):
    modell = KNeighborsClassifier(n_neighbors=k)
    modell.fit(X_tr, y_tr)
    güte = modell.score(X_te, y_te)
    if güte > beste_güte:
        beste_güte, best_model = güte, modell
print("Beste Güte:", beste_güte, "mit k =", best_model.n_neighbors)
