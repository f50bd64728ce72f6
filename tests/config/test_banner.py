from pathlib import Path

from config.banner import DEMO_PASSWORD, DEMO_USERNAME, banner
from portfolio import demo
from tests.rules.house import ROOT


def test_the_demo_login_that_is_printed_is_the_one_that_is_seeded():
    assert (DEMO_USERNAME, DEMO_PASSWORD) == (demo.USERNAME, demo.PASSWORD)


def test_the_curl_line_names_files_that_are_there():
    text = banner("http://127.0.0.1:8001", Path("/srv/firstfit/log"))
    assert "http://127.0.0.1:8001/api/v1/push/" in text
    for name in ("examples/iris.csv", "examples/iris_script.py"):
        assert f"@{name} " in text
        assert (ROOT / name).exists()
