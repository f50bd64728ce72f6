"""One learner with many large evaluations does not hold up another's small one."""

import random
import time

import pytest

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.timeout(600)]

LARGE, SMALL = 6000, 150


def rows(seed: int, n: int) -> bytes:
    """A table that no other test has, so that everything must be measured."""
    draw = random.Random(seed).random
    names = [f"x{j}" for j in range(12)]
    lines = [",".join([*names, "answer"])]
    for _ in range(n):
        values = [draw() for _ in names]
        lines.append(",".join([*(f"{value:.4f}" for value in values), "no" if sum(values) < 6 else "yes"]))
    return "\n".join(lines).encode()


def token_of(product, name: str) -> str:
    product.manage(
        "shell", "-c", f"from projects.models import Learner; Learner.objects.create_user('{name}')"
    )
    return product.token(name)


def measure_small(product, token: str, seed: int) -> float:
    """Seconds from the push to the report."""
    began = time.monotonic()
    pushed = product.push(token, {"data": (f"{seed}.csv", rows(seed, SMALL)), "target": "answer"})
    document = product.wait(pushed["evaluation"]["id"], token, seconds=500)
    assert document["status"] == "succeeded", document["reason"]
    return time.monotonic() - began


def test_a_small_evaluation_passes_five_large_ones_of_somebody_else(product):
    busy, modest = token_of(product, "busy"), token_of(product, "modest")
    alone = measure_small(product, modest, seed=1)
    large = [
        product.push(busy, {"data": (f"{seed}.csv", rows(seed, LARGE)), "target": "answer"})["evaluation"][
            "id"
        ]
        for seed in range(10, 15)
    ]
    time.sleep(8)  # the workers are full, and the queue is long
    in_company = measure_small(product, modest, seed=2)
    states = [
        product.request("GET", f"/api/v1/evaluations/{pk}/", token=busy).json()["status"] for pk in large
    ]
    for pk in large:
        product.request("POST", f"/api/v1/evaluations/{pk}/cancel/", token=busy, form={})
    assert states == ["running"] * 5, in_company
    # Half of the machine is theirs, and nobody's fit is interrupted.
    assert in_company < 4 * alone + 20
