# expect: ok | must: none of the kernel's rarer doors is open
import ctypes
import platform

DOORS = {
    "mincore": 27, "shmget": 29, "getitimer": 36, "socket": 41, "semget": 64, "msgget": 68, "ptrace": 101,
    "syslog": 103, "personality": 135, "modify_ldt": 154, "pivot_root": 155, "acct": 163, "settimeofday": 164,
    "mount": 165, "swapon": 167, "reboot": 169, "sethostname": 170, "iopl": 172, "ioperm": 173, "init_module": 175,
    "quotactl": 179, "lookup_dcookie": 212, "io_setup": 206, "epoll_create1": 291, "mq_open": 240, "kexec_load": 246,
    "add_key": 248, "request_key": 249, "keyctl": 250, "inotify_init1": 294, "unshare": 272, "vmsplice": 278,
    "signalfd4": 289, "eventfd2": 290, "perf_event_open": 298, "fanotify_init": 300, "name_to_handle_at": 303,
    "open_by_handle_at": 304, "clock_adjtime": 305, "setns": 308, "process_vm_readv": 310, "process_vm_writev": 311,
    "kcmp": 312, "finit_module": 313, "seccomp": 317, "memfd_create": 319, "kexec_file_load": 320, "bpf": 321,
    "execveat": 322, "userfaultfd": 323, "pkey_alloc": 330, "io_uring_setup": 425, "open_tree": 428, "move_mount": 429,
    "fsopen": 430, "fspick": 433, "pidfd_open": 434, "clone3": 435, "openat2": 437, "pidfd_getfd": 438,
    "process_madvise": 440, "mount_setattr": 442, "landlock_create_ruleset": 444, "memfd_secret": 447,
    "process_mrelease": 448, "cachestat": 451, "map_shadow_stack": 453, "futex_waitv": 449, "lsm_get_self_attr": 459,
}
libc = ctypes.CDLL(None, use_errno=True)
page = ctypes.create_string_buffer(8192)
here = ctypes.addressof(page) + 4096 & ~4095
open_doors = []
if platform.machine() == "x86_64":
    for name, number in DOORS.items():
        for arguments in ((0, 0, 0, 0, 0, 0), (1, 0, here, 0, 0, 0), (here, 4096, here, 0, 0, 0)):
            if libc.syscall(number, *(ctypes.c_long(value) for value in arguments)) >= 0:
                open_doors.append(name)
print("BREACH" if open_doors else "blocked", sorted(set(open_doors)))


class Model:
    def fit(self, X, y):
        return self

    def predict(self, X):
        return [0] * len(X)
