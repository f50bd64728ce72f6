# expect: ok | must: numbers and messages do not depend on a script's locale
import locale
import os

os.environ.update(LC_ALL="de_DE.UTF-8", LANG="tr_TR.UTF-8", PYTHONIOENCODING="utf-16", TZ="Asia/Kabul")
for name in ("de_DE.UTF-8", "tr_TR.UTF-8", "ar_SA.UTF-8", "C", ""):
    try:
        locale.setlocale(locale.LC_ALL, name)
    except locale.Error:
        pass
print("ﺍ١٢٣ \u202e \x1b[31m İı ß", 3.5, "%.2f" % 1234.5)


class Model:
    def fit(self, X, y):
        return self

    def predict(self, X):
        return [0] * len(X)
