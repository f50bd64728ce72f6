import pytest

from evaluations.sandbox_check import check_sandbox, judge_sandbox


@pytest.mark.sandbox
def test_a_deployment_is_told_which_tier_holds_here():
    (told,) = check_sandbox(None)
    assert told.id in ("evaluations.I001", "evaluations.W001")
    assert "Scripts" in told.msg


@pytest.mark.parametrize(("tier", "words"), [(1, "bubblewrap"), (2, "Landlock")])
def test_each_tier_has_a_name(tier, words):
    (told,) = judge_sandbox(tier, "")
    assert (told.id, words in told.msg) == ("evaluations.I001", True)


@pytest.mark.parametrize("tier", [0, None])
def test_a_host_without_a_floor_is_warned_with_the_reason(tier):
    (told,) = judge_sandbox(tier, "Scripts are not run here: the sandbox does not hold.")
    assert (told.id, told.msg) == ("evaluations.W001", "Scripts are not run here: the sandbox does not hold.")
