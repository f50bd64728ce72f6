"""Every type of page, once: screenshots and the quality suite visit these; a rule sees that all are there."""

from __future__ import annotations

from dataclasses import dataclass

STRANGER, OWNER = "stranger", "owner"
USERNAME, PASSWORD = "demo", "firstfit-demo"
WINE, DRAFT = "who-grew-this-wine", "which-flower"

NEIGHBOURS = """from sklearn.neighbors import KNeighborsClassifier


def make_model():
    # Two neighbours are enough where growers differ this much.
    return KNeighborsClassifier(n_neighbors=2)
"""
BROKEN = """import matplotlib.pyplot as plt
import pandas as pd

flowers = pd.read_csv("flowers.csv")
plt.hist(flowers["length"])
plt.title("Length")
plt.show()
print("rows", len(flowers))
flowers["no such column"]
"""
SLOW = """import time


class Slow:
    def fit(self, X, y):
        time.sleep(8)

    def predict(self, X):
        return ["iris"] * len(X)
"""
FLOWERS = "length,width,colour,answer,species\n" + "".join(
    f"{4 + i % 7 * 0.3:.1f},{2 + i % 5 * 0.2:.1f},{'red' if i % 3 else 'blue'},"
    f"{'yes' if i % 2 else 'no'},{'iris' if i % 2 else 'rose'}\n"
    for i in range(60)
)


@dataclass(frozen=True)
class Page:
    """``address`` with names in braces from the world; ``status`` is what it answers.

    ``foreign`` selects a part that somebody else makes (Swagger UI): we answer for all around it.
    """

    name: str
    address: str
    viewer: str = STRANGER
    status: int = 200
    foreign: str = ""


PAGES = (
    Page("home", "/"),
    Page("explore", "/explore/"),
    Page("explore-found", "/explore/?q=wine&task=multiclass"),
    Page("explore-nothing", "/explore/?q=zzzz"),
    Page("portfolio", "/@demo/"),
    Page("project", f"/@demo/{WINE}/"),
    Page("project-regression", "/@demo/how-far-will-the-disease-go-in-a-year/"),
    Page("report", "/evaluations/{published}/"),
    Page("compare", f"/@demo/{WINE}/compare/?a=v1&b=v2"),
    Page("compare-choose", f"/@demo/{WINE}/compare/"),
    Page("dataset", "/datasets/demo/wine/"),
    Page("tag", "/tags/chemistry/"),
    Page("embed", f"/@demo/{WINE}/embed/"),
    Page("learn", "/learn/"),
    Page("learn-check", "/learn/ff501/"),
    Page("learn-idea", "/learn/interval/"),
    Page("environment", "/environment/"),
    Page("api-docs", "/api/v1/docs/", foreign="#swagger-ui"),
    Page("sign-up", "/accounts/signup/"),
    Page("log-in", "/accounts/login/"),
    Page("password-reset", "/accounts/password/reset/"),
    Page("not-found", "/nowhere/", status=404),
    Page("new", "/new/", OWNER),
    Page("question", "/new/{upload}/", OWNER),
    Page("own-portfolio", "/@demo/", OWNER),
    Page("own-project", f"/@demo/{WINE}/", OWNER),
    Page("draft", f"/@demo/{DRAFT}/", OWNER),
    Page("own-report", "/evaluations/{draft}/", OWNER),
    Page("failed", "/evaluations/{failed}/", OWNER),
    Page("running", "/evaluations/{running}/", OWNER),
    Page("new-script", f"/@demo/{WINE}/evaluate/", OWNER),
    Page("edit", f"/@demo/{WINE}/edit/", OWNER),
    Page("publish", f"/@demo/{DRAFT}/publish/", OWNER),
    Page("delete", f"/@demo/{DRAFT}/delete/", OWNER),
    Page("own-dataset", "/datasets/demo/wine/", OWNER),
    Page("dataset-edit", "/datasets/demo/wine/edit/", OWNER),
    Page("starred", "/starred/", OWNER),
    Page("following", "/following/", OWNER),
    Page("settings", "/settings/", OWNER),
    Page("tokens", "/settings/tokens/", OWNER),
    Page("webhooks", "/settings/webhooks/", OWNER),
    Page("webhook", "/settings/webhooks/{webhook}/", OWNER),
    Page("email", "/accounts/email/", OWNER),
    Page("password", "/accounts/password/change/", OWNER),
    Page("log-out", "/accounts/logout/", OWNER),
)


def make_world(product) -> dict[str, str]:
    """What the pages need beside the demo: another version, a tag, a draft, a failure, one that runs."""
    token = product.token(USERNAME)
    send = Sender(product, token)
    for project in send("GET", "/projects/?owner=demo")["results"]:
        for evaluation in send("GET", f"/projects/demo/{project['slug']}/evaluations/")["results"]:
            product.wait(evaluation["id"], token)
    second = send.script(WINE, "model.py", NEIGHBOURS)
    draft = send.push("flowers.csv", FLOWERS, title="Which flower?", target="species")
    broken = ("plots.py", BROKEN)
    failed = send.push("flowers.csv", FLOWERS, broken, title="Which flower again?", target="species")
    for evaluation in (second, draft, failed):
        product.wait(evaluation, token)
    send("POST", f"/projects/demo/{WINE}/publish/", document={"evaluation": second})
    send("PATCH", f"/projects/demo/{WINE}/", document={"tags": ["chemistry"]})
    upload = send("POST", "/datasets/", form={"file": ("trees.csv", FLOWERS.encode()), "name": "Trees"})
    webhook = send("POST", "/webhooks/", document={"url": "https://example.org/hook"})
    return {
        "published": second,
        "draft": draft,
        "failed": failed,
        "running": send.script(DRAFT, "slow.py", SLOW),
        "upload": str(upload["id"]),
        "webhook": str(webhook["id"]),
        "token": token,
    }


class Sender:
    """Requests of the demo learner to the running product; every answer must be a success."""

    def __init__(self, product, token: str) -> None:
        self.product, self.token = product, token

    def __call__(self, method: str, path: str, **sent: dict) -> dict:
        answer = self.product.request(method, f"/api/v1{path}", token=self.token, **sent)
        assert answer.status < 400, answer.body
        return answer.json()

    def push(self, filename: str, data: str, script: tuple[str, str] | None = None, **fields: str) -> str:
        form: dict = {"data": (filename, data.encode()), **fields}
        if script:
            form["script"] = (script[0], script[1].encode())
        return self("POST", "/push/", form=form)["evaluation"]["id"]

    def script(self, slug: str, filename: str, source: str) -> str:
        form = {"file": (filename, source.encode())}
        version = self("POST", f"/projects/demo/{slug}/scripts/", form=form)["version"]
        return self("POST", f"/projects/demo/{slug}/evaluations/", document={"script": version})["id"]
