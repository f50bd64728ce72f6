"""Push a data set and a script, wait, print what was measured. Needs nothing but Python.

    FIRSTFIT_TOKEN=$(make token USERNAME=demo) python3 examples/push.py http://127.0.0.1:8000
"""

import json
import os
import sys
import urllib.request
import uuid
from pathlib import Path

site = sys.argv[1].rstrip("/") if len(sys.argv) > 1 else "http://127.0.0.1:8000"
token = os.environ["FIRSTFIT_TOKEN"]
here = Path(__file__).parent


def call(url, body=None, content_type="application/json"):
    headers = {"Authorization": f"Bearer {token}", "Content-Type": content_type}
    with urllib.request.urlopen(urllib.request.Request(url, data=body, headers=headers)) as answer:
        return json.load(answer)


def form(fields, files):
    """The fields and files as multipart/form-data: its body and its content type."""
    boundary, parts = uuid.uuid4().hex, []
    for name, value in fields.items():
        parts.append(f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode())
    for name, path in files.items():
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="{path.name}"\r\n\r\n'
        parts.append(head.encode() + path.read_bytes() + b"\r\n")
    return b"".join(parts) + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"


body, content_type = form(
    {"target": "species", "title": "Which iris is it?"},
    {"data": here / "iris.csv", "script": here / "iris_script.py"},
)
pushed = call(f"{site}/api/v1/push/", body, content_type)
print("Project:", pushed["project"]["url"])

evaluation = pushed["evaluation"]
while evaluation["status"] in ("queued", "running"):
    evaluation = call(f"{site}/api/v1/evaluations/{evaluation['id']}/?wait=30")

if evaluation["status"] != "succeeded":
    sys.exit(f"{evaluation['status']}: {evaluation['reason']['message']} {evaluation['reason']['hint']}")
for result in evaluation["results"]:
    score = result["scores"].get(evaluation["protocol"]["primary_metric"])
    if score:
        print(f"{result['title']:32} {score['mean']:.3f}  ({score['low']:.3f} to {score['high']:.3f})")
