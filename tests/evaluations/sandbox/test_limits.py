from evaluations.sandbox.limits import MIB, Limits, kernel_limits


def test_memory_is_counted_on_top_of_what_the_libraries_hold():
    limits = kernel_limits(Limits(memory_bytes=100 * MIB), reserved_bytes=400 * MIB, threads_elsewhere=0)
    assert limits["AS"] == 500 * MIB


def test_threads_of_a_shared_user_do_not_count_against_the_child():
    limits = kernel_limits(Limits(processes=24), reserved_bytes=0, threads_elsewhere=30)
    assert limits["NPROC"] == 54


def test_no_limit_on_processes_where_the_count_would_say_nothing():
    assert "NPROC" not in kernel_limits(Limits(), reserved_bytes=0, threads_elsewhere=None)


def test_a_child_may_write_no_file_and_dump_no_core():
    limits = kernel_limits(Limits(), reserved_bytes=0, threads_elsewhere=0)
    assert limits["FSIZE"] == limits["CORE"] == limits["MEMLOCK"] == 0
