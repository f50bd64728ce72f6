import os

import pytest

from config.cores import available_cores, cgroup_quota


@pytest.mark.parametrize(
    ("content", "cores"),
    [("200000 100000\n", 2), ("max 100000\n", None), ("50000 100000\n", 1), ("nonsense", None)],
)
def test_a_containers_share_is_read_in_whole_cores(tmp_path, content, cores):
    path = tmp_path / "cpu.max"
    path.write_text(content)
    assert cgroup_quota(path) == cores


def test_where_there_is_no_quota_file_there_is_no_limit(tmp_path):
    assert cgroup_quota(tmp_path / "cpu.max") is None


def test_at_least_one_core_and_never_more_than_the_machine_has():
    assert 1 <= available_cores() <= (os.cpu_count() or 1)
