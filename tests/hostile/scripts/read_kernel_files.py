# expect: ok | must: nothing of /proc, /sys, /dev, /run or /etc can be opened
import os

opened = []
for path in (
    "/proc/self/maps", "/proc/self/environ", "/proc/self/mem", "/proc/1/environ", "/proc/kallsyms", "/proc/cpuinfo",
    "/proc/net/tcp", "/proc/self/fd/0", "/proc/thread-self/status", "/proc/sys/kernel/hostname", "/sys/class/net",
    "/sys/fs/cgroup/cgroup.procs", "/sys/kernel/security", "/dev/mem", "/dev/kmsg", "/dev/tty", "/dev/ptmx", "/dev/fuse",
    "/dev/shm", "/dev/mqueue", "/dev/null", "/dev/zero", "/dev/urandom", "/dev/full", "/dev/pts/0", "/dev/vda",
    "/run/secrets", "/var/run/docker.sock", "/etc/passwd", "/etc/shadow", "/etc/resolv.conf", "/etc/machine-id",
    "/etc/hostname", "/boot", "/root", "/home", "/tmp", "/var/lib", "@CANARY@/settings.py", "/proc/@VICTIM@/environ",
):
    for flags in (os.O_RDONLY, os.O_RDONLY | os.O_DIRECTORY, os.O_PATH, os.O_RDONLY | os.O_NONBLOCK):
        try:
            os.close(os.open(path, flags))
            opened.append((path, flags))
        except OSError:
            pass
print("BREACH" if [path for path, _ in opened if not path.startswith(("/home", "/root", "/tmp"))] else "clean", opened)


class Model:
    def fit(self, X, y):
        return self

    def predict(self, X):
        return [0] * len(X)
