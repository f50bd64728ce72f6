"""What `make run` says once everything answers."""

from pathlib import Path

from config.children import shown

# The learner that `manage.py seed_demo` makes.
DEMO_USERNAME, DEMO_PASSWORD = "demo", "firstfit-demo"

BANNER = """
  Firstfit is running at {site}

    Demo login   {username} / {password}   (its three projects appear as they are measured)
    From a script:

      TOKEN=$(make token USERNAME={username})
      curl -H "Authorization: Bearer $TOKEN" -F data=@examples/iris.csv -F target=species \\
           -F script=@examples/iris_script.py {site}/api/v1/push/

    A token for another learner: make token USERNAME=name
    Logs: {logs}/   Settings: docs/operations.md   Stop: Ctrl-C
"""


def banner(site: str, logs: Path) -> str:
    return BANNER.format(site=site, logs=shown(logs), username=DEMO_USERNAME, password=DEMO_PASSWORD)
