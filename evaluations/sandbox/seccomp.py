"""The system calls that a child may make: an allowlist, compiled by libseccomp in the parent.

Everything else fails with EPERM, so that Python raises ``PermissionError`` at the learner's line.
"""

from __future__ import annotations

import ctypes
import errno
import importlib
import os
import tempfile
from types import ModuleType

MEMORY_AND_THREADS = """brk mmap mprotect munmap mremap madvise futex membarrier rseq set_robust_list
set_tid_address sched_yield sched_getaffinity exit exit_group restart_syscall"""
FILES = """read readv pread64 preadv write writev close lseek fstat newfstatat stat lstat statx statfs fstatfs
access faccessat readlink readlinkat getcwd getdents64 fadvise64 dup dup2 dup3 pipe pipe2 poll ppoll select
pselect6"""
SIGNALS_TO_ITSELF = "rt_sigaction rt_sigprocmask rt_sigreturn sigaltstack"
QUESTIONS = """getpid gettid getppid getuid geteuid getgid getegid getresuid getresgid getrlimit getrusage
getrandom getcpu sysinfo uname times time gettimeofday clock_gettime clock_getres clock_nanosleep nanosleep"""
# glibc and the kernel's own callers try these first and fall back when they "do not exist".
ABSENT = """clone3 openat2 faccessat2 memfd_create memfd_secret io_uring_setup io_uring_enter
io_uring_register"""

_THREAD_FLAGS = 0x00010000 | 0x00000100 | 0x00000800  # CLONE_THREAD, VM, SIGHAND: a thread, not a process
_NEW_NAMESPACES = 0x7E020000 | 0x80
# What writes; and what opens without reading, which Landlock does not look at: a way to feel about for files.
_REFUSED = os.O_ACCMODE | os.O_CREAT | os.O_TRUNC | getattr(os, "O_PATH", 0)
_FCNTL = (1, 2, 3, 1030)  # F_GETFD, F_SETFD, F_GETFL, F_DUPFD_CLOEXEC: no F_SETOWN, which sends signals
_IOCTL = (0x5401, 0x5413, 0x5451, 0x541B)  # TCGETS, TIOCGWINSZ, FIOCLEX, FIONREAD
_PR_SET_NAME = 15
_SYS_SECCOMP = {"x86_64": 317, "aarch64": 277}
_SET_MODE_FILTER = 1
_ALL_THREADS = 1


class SeccompMissing(RuntimeError):
    """libseccomp, or its Python binding, is not installed."""


def compile_filter() -> bytes:
    """The filter as BPF for this machine's architecture. Raise ``SeccompMissing``."""
    binding = _load_binding()
    rules = binding.SyscallFilter(binding.ERRNO(errno.EPERM))
    # The default for foreign tables (i386, x32) stays: kill.
    rules.set_attr(binding.Attr.CTL_NNP, 0)
    for name in f"{MEMORY_AND_THREADS} {FILES} {SIGNALS_TO_ITSELF} {QUESTIONS}".split():
        _add(rules, binding.ALLOW, name)
    for name in ABSENT.split():
        _add(rules, binding.ERRNO(errno.ENOSYS), name)
    _add_by_argument(rules, binding)
    with tempfile.TemporaryFile() as exported:
        rules.export_bpf(exported)
        exported.seek(0)
        return exported.read()


def load_filter(program: bytes) -> None:
    """Put every thread of this process under the filter, for good. Raise ``OSError``."""
    libc = ctypes.CDLL(None, use_errno=True)
    code = ctypes.create_string_buffer(program, len(program))
    described = _Program(len(program) // 8, ctypes.addressof(code))
    number = ctypes.c_long(_SYS_SECCOMP[os.uname().machine])
    failed = libc.syscall(
        number, ctypes.c_long(_SET_MODE_FILTER), ctypes.c_long(_ALL_THREADS), ctypes.byref(described)
    )
    if failed:
        raise OSError(ctypes.get_errno(), "the seccomp filter was not accepted")


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("code", ctypes.c_void_p)]


def _load_binding() -> ModuleType:
    try:
        return importlib.import_module("pyseccomp")
    except (ImportError, OSError, RuntimeError) as error:
        raise SeccompMissing(f"libseccomp is not installed ({error})") from error


def _add_by_argument(rules: object, binding: ModuleType) -> None:
    def equal(index: int, value: int) -> object:
        return binding.Arg(index, binding.EQ, value)

    thread_only = binding.Arg(0, binding.MASKED_EQ, _THREAD_FLAGS | _NEW_NAMESPACES, _THREAD_FLAGS)
    _add(rules, binding.ALLOW, "clone", thread_only)
    for command in _FCNTL:
        _add(rules, binding.ALLOW, "fcntl", equal(1, command))
    for request in _IOCTL:
        _add(rules, binding.ALLOW, "ioctl", equal(1, request))
    _add(rules, binding.ALLOW, "prlimit64", equal(2, 0))  # reading a limit, never setting one
    _add(rules, binding.ALLOW, "prctl", equal(0, _PR_SET_NAME))
    _add(rules, binding.ALLOW, "openat", binding.Arg(2, binding.MASKED_EQ, _REFUSED, 0))
    _add(rules, binding.ALLOW, "open", binding.Arg(1, binding.MASKED_EQ, _REFUSED, 0))


def _add(rules: object, action: int, name: str, *arguments: object) -> None:
    try:
        rules.add_rule(action, name, *arguments)  # type: ignore[attr-defined]
    except OSError:
        # This architecture has no such call (aarch64: open, stat, …): then it needs no rule either.
        return
