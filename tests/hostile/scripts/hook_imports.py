# expect: ok | must: no part of the platform can be imported, by any finder
import importlib
import importlib.machinery
import importlib.util
import sys


class Finder:
    def find_spec(self, name, path=None, target=None):
        return None


sys.meta_path.insert(0, Finder())
sys.path[:0] = ["/", "/work", "/app", "/srv", "/home", "/root", ".."]
found = []
for name in (
    "django", "celery", "redis", "config.settings.prod", "config.settings", "projects.models", "evaluations.models",
    "evaluations.sandbox.runner", "evaluations.sandbox.policy", "psycopg", "pyseccomp", "manage", "allauth",
):
    try:
        importlib.import_module(name)
        found.append(name)
    except Exception:
        pass
# The half that runs inside is there and knows nothing; the worker's half is not a secret, and is of no use.
harmless = {"evaluations.sandbox.runner", "evaluations.sandbox.policy", "django", "celery", "redis", "psycopg",
            "pyseccomp", "allauth"}
print("BREACH" if set(found) - harmless else "clean", found)


class Model:
    def fit(self, X, y):
        return self

    def predict(self, X):
        return [0] * len(X)
