"""The whole platform on one machine: ``make run``.

Starts the queue's server (unless REDIS_URL names one), brings the database up to date, starts web, worker
and beat, seeds the demo, and says where everything is. Ctrl-C stops all of it; whatever ends by itself is
started again. If this process is killed its children end too, and the next start clears what is left.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path
from typing import Any

from config.address import Address, CannotStart, only_one_run, open_port, read_address
from config.banner import banner
from config.children import MARK, Child, end_leftovers, shown, wait_until
from config.cores import available_cores
from config.env import BASE_DIR, VAR_DIR, env
from config.local_broker import BrokerError, check_broker, forget_socket, start_local_broker
from config.scratch import forget_scratch, fresh_scratch

WATCH_SECONDS = 0.25
ASK_AGAIN_AFTER_ROUNDS = 12
MIGRATE_SECONDS = 300.0
WEB_ANSWERS_SECONDS = 60.0
# One Ctrl-C may arrive twice, from the terminal and through make: only a later one is a second one.
SECOND_INTERRUPT_AFTER_SECONDS = 0.5


# What a watcher has to say in each round, mostly nothing.
Sentences = Generator[Sequence[str], None, None]


class Stopped(Exception):
    """Asked to stop before everything was there."""


class Signals:
    """What the signals have asked for so far."""

    def __init__(self) -> None:
        self.stop_asked_at: float | None = None
        self.hurry = False

    def listen(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.hear)

    def hear(self, number: int, frame: object) -> None:
        now = time.monotonic()
        if self.stop_asked_at is None:
            self.stop_asked_at = now
        elif number == signal.SIGINT and now - self.stop_asked_at > SECOND_INTERRUPT_AFTER_SECONDS:
            self.hurry = True

    @property
    def stop(self) -> bool:
        return self.stop_asked_at is not None


class Platform:
    """The processes of one checkout, and the order in which they start and stop."""

    def __init__(self, var_dir: Path, address: Address, signals: Signals) -> None:
        self.var_dir, self.address, self.signals = var_dir, address, signals
        self.redis_url = env.str("REDIS_URL", default="")
        scratch = {"TMPDIR": str(fresh_scratch(var_dir))}
        self.env = {**os.environ, **address.environment(), **scratch, MARK: str(var_dir)}
        self.broker: Child | None = None
        # In the order of stopping: no new work, then the work, then what plans and carries it.
        self.children: list[Child] = []

    def start(self, listener_fd: int) -> None:
        self.start_broker()
        self.run_once(self.command("migrate", "migrate", "--noinput"))
        web = self.web(listener_fd)
        self.children = [web, self.worker(), self.courier(), self.beat()]
        for child in self.children:
            child.start()
        self.wait_for(lambda: self.address.answers() or not web.is_running, WEB_ANSWERS_SECONDS, web)
        if not web.is_running:
            raise CannotStart(f"The web process {web.how_it_ended()}. {web.last_words()}")

    def start_broker(self) -> None:
        try:
            if self.redis_url:
                check_broker(self.redis_url)
            else:
                self.broker, self.redis_url = start_local_broker(self.var_dir, self.env)
        except BrokerError as error:
            raise CannotStart(str(error)) from error
        self.env["REDIS_URL"] = self.redis_url

    def run_once(self, child: Child) -> None:
        """Run a short command to its end. Raise ``CannotStart`` with the end of its log when it fails."""
        child.start()
        try:
            self.wait_for(lambda: not child.is_running, MIGRATE_SECONDS, child)
        finally:
            child.kill()
        if child.exit_code:
            raise CannotStart(f"`manage.py {child.name}` failed. {child.last_words()}")

    def wait_for(self, condition: Callable[[], bool], seconds: float, child: Child) -> None:
        come = wait_until(lambda: self.signals.stop or condition(), seconds)
        if self.signals.stop:
            raise Stopped
        if not come:
            raise CannotStart(
                f"The {child.name} process took longer than {seconds:.0f} s. Its log: {shown(child.log)}"
            )

    def watch(self) -> Iterator[str]:
        """Until asked to stop: a sentence for whatever the person at the terminal should know."""
        watchers = [self.restarts(), self.seeding(), self.scripts()]
        while not self.signals.stop:
            for watcher in watchers:
                yield from next(watcher, ())
            time.sleep(WATCH_SECONDS)
        for watcher in watchers:
            watcher.close()

    def restarts(self) -> Sentences:
        """Start again what has ended."""
        everything = [*self.children, *([self.broker] if self.broker else [])]
        while True:
            yield [sentence for child in everything if (sentence := child.restart_if_ended())]

    def seeding(self) -> Sentences:
        """Make the demo, beside everything else."""
        if not env.bool("DEMO", default=True):
            return
        demo = self.command("demo", "seed_demo")
        demo.start()
        try:
            while demo.is_running:
                yield []
            if demo.exit_code:
                yield [f"The demo could not be seeded. Its log: {shown(demo.log)}"]
        finally:
            demo.kill()

    def scripts(self) -> Sentences:
        """Wait for the worker's word on its sandbox, and tell it when scripts are refused."""
        while not (state := self.address.ready_state()).get("ready"):
            yield from ([] for _ in range(ASK_AGAIN_AFTER_ROUNDS))
        sandbox = state.get("sandbox")
        if sandbox and not sandbox["runs_scripts"]:
            yield [f"Scripts are refused on this machine; data sets are evaluated. {sandbox['refusal']}"]

    def stop(self) -> None:
        for child in [*self.children, *([self.broker] if self.broker else [])]:
            child.stop(hurry=lambda: self.signals.hurry)
        if self.broker:
            forget_socket(self.redis_url)
        forget_scratch(self.var_dir)

    # --- The commands ------------------------------------------------------------------------------------

    def child(self, name: str, *arguments: str, **options: Any) -> Child:
        log = self.var_dir / "log" / f"{name}.log"
        return Child(name, [sys.executable, *arguments], log=log, env=self.env, **options)

    def command(self, name: str, *arguments: str) -> Child:
        return self.child(name, str(BASE_DIR / "manage.py"), *arguments)

    def web(self, listener_fd: int) -> Child:
        child = self.child("web", "-m", "gunicorn", "-c", "python:config.gunicorn", "config.wsgi")
        child.env = {**self.env, "WEB_BIND": f"fd://{listener_fd}"}
        child.pass_fds = (listener_fd,)
        return child

    def worker(self) -> Child:
        slots = env.int("WORKER_PROCESSES", default=available_cores())
        options = ("--concurrency", str(slots), "--loglevel", "INFO", "--without-gossip", "--without-mingle")
        child = self.child("worker", "-m", "celery", "-A", "config", "worker", *options, grace_seconds=20)
        # On one machine a stop is short: what is not done soon goes back to the queue for the next start.
        child.env = {**self.env, "REMAP_SIGTERM": "SIGQUIT"}
        return child

    def courier(self) -> Child:
        options = ("--queues", "webhooks", "--pool", "threads", "--concurrency", "4", "--loglevel", "INFO")
        without = ("--without-gossip", "--without-mingle", "--without-heartbeat")
        argv = ("-m", "celery", "-A", "config.courier", "worker", "--hostname", "courier@%h")
        return self.child("courier", *argv, *options, *without, grace_seconds=5)

    def beat(self) -> Child:
        options = ("--loglevel", "INFO", "--pidfile", "", "--schedule", str(self.var_dir / "beat-schedule"))
        return self.child("beat", "-m", "celery", "-A", "config", "beat", *options, grace_seconds=5)


def say(text: str) -> None:
    print(text, flush=True)


def run(var_dir: Path) -> None:
    signals = Signals()
    signals.listen()
    address = read_address()
    (var_dir / "log").mkdir(parents=True, exist_ok=True)
    with only_one_run(var_dir, address):
        end_leftovers(str(var_dir))
        with open_port(address) as listener:
            platform = Platform(var_dir, address, signals)
            try:
                say("Starting …")
                platform.start(listener.fileno())
                say(banner(address.url, var_dir / "log"))
                for sentence in platform.watch():
                    say(sentence)
            except Stopped:
                pass
            finally:
                if signals.stop:
                    say("\nStopping … (Ctrl-C again to hurry)")
                platform.stop()


def main() -> int:
    os.chdir(BASE_DIR)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    try:
        run(VAR_DIR)
    except CannotStart as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
