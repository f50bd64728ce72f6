# expect: ok | must: no device of the host can be opened, to read or to write
import os

DEVICES = (
    "mem kmem port kvm fuse userfaultfd vhost-vsock vsock net/tun loop-control loop0 mapper/control dm-0 "
    "sda vda nvme0 ptmx pts/0 tty console tty0 kmsg rtc0 uinput input/event0 snd/timer cpu_dma_latency hpet "
    "random urandom zero full null shm/x mqueue/x hugepages watchdog autofs btrfs-control ppp uhid vfio/vfio"
).split()
opened = []
for name in DEVICES:
    for flags in (os.O_RDONLY, os.O_WRONLY, os.O_RDWR, os.O_RDWR | os.O_CREAT, os.O_PATH):
        try:
            opened.append((name, flags, os.open(f"/dev/{name}", flags)))
        except OSError:
            pass
harmless = [name for name, flags, _ in opened if flags == os.O_RDONLY and name in ("null", "zero", "random", "urandom", "full")]
print("BREACH" if len(opened) > len(harmless) else "blocked", opened)


class Model:
    def fit(self, X, y):
        self.answer = y.iloc[0] if hasattr(y, "iloc") else y[0]
        return self

    def predict(self, X):
        return [self.answer] * len(X)
