# expect: ok | must: no settings, database, history or key anywhere in reach
import os

WANTED = ("manage.py", "db.sqlite3", "settings.py", ".env", "id_rsa", "shadow", "authorized_keys", "HEAD")
found = []
for root, folders, files in os.walk("/"):
    folders[:] = [name for name in folders if name not in ("site-packages", "dist-packages")]
    for name in files:
        path = os.path.join(root, name)
        if name in WANTED and os.access(path, os.R_OK):
            try:
                found.append((path, open(path, "rb").read(20)))
            except OSError:
                pass
print("BREACH" if found else "clean", found)


class Model:
    def fit(self, X, y):
        return self

    def predict(self, X):
        return [0] * len(X)
