"""PostgreSQL, a real Redis server and S3: what many machines share, with nothing changed but addresses."""

from pathlib import Path

import pytest

from tests import servers
from tests.journeys.conftest import running_product, wait_until

pytestmark = [pytest.mark.journey, pytest.mark.sandbox, pytest.mark.timeout(400)]
if servers.find_postgres() is None:
    pytest.skip(servers.NO_POSTGRES, allow_module_level=True)
if servers.find_redis() is None:
    pytest.skip(servers.NO_REDIS, allow_module_level=True)

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
IRIS = ("iris.csv", (EXAMPLES / "iris.csv").read_bytes())
SCRIPT = ("iris_script.py", (EXAMPLES / "iris_script.py").read_bytes())
# The example has too few rows to set some aside.
MORE = ("more.csv", "a,b,answer\n" + "".join(f"{i % 17},{i * 7 % 23},{i % 17 > 8}\n" for i in range(400)))


@pytest.fixture(scope="module")
def product(tmp_path_factory):
    with servers.postgres() as database, servers.redis_server() as redis, servers.s3_server("uploads") as s3:
        addresses = {"DATABASE_URL": database, "REDIS_URL": redis, "STORAGE_URL": s3, "DEMO": "0"}
        with running_product(tmp_path_factory.mktemp("var"), **addresses) as running:
            yield running


@pytest.fixture(scope="module")
def token(product):
    product.manage("shell", "-c", "from projects.models import Learner; Learner.objects.create_user('edgar')")
    return product.token("edgar")


def test_a_push_is_measured_published_and_its_lockbox_opened(product, token):
    form = {"data": (MORE[0], MORE[1].encode()), "target": "answer", "title": "More", "publish": "true"}
    pushed = product.push(token, form)
    evaluation = pushed["evaluation"]["id"]
    document = product.wait(evaluation, token)
    assert document["status"] == "succeeded", document["reason"]
    assert document["published_version"] == 1

    def lockbox() -> dict:
        return product.request("GET", f"/api/v1/evaluations/{evaluation}/").json()["lockbox"]

    wait_until(lambda: lockbox()["status"] == "opened", 60, "the lockbox was not opened")
    page = product.request("GET", pushed["project"]["url"])
    assert page.status == 200
    assert b"<svg" in page.body
    found = product.request("GET", "/api/v1/projects/?owner=edgar").json()["results"]
    assert [project["title"] for project in found] == ["More"]


def test_a_script_is_scored_and_nothing_is_kept_in_local_files(product, token):
    pushed = product.push(token, {"data": IRIS, "target": "species", "script": SCRIPT})
    document = product.wait(pushed["evaluation"]["id"], token)
    assert document["status"] == "succeeded", document["reason"]
    script = next(result for result in document["results"] if result["pipeline"] == "script")
    assert script["scores"]["accuracy"]["mean"] > 0.9
    assert not list(product.var_dir.rglob("*.sqlite3*"))
    assert not list(product.var_dir.rglob("broker.sock"))
    assert not (product.var_dir / "media").exists()
