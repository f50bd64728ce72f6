"""Whoever starts the platform hears in one sentence why it cannot listen."""

from __future__ import annotations

import socket

import pytest

from config.address import Address, CannotStart, only_one_run, open_port, read_address


@pytest.fixture
def taken_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_taken_port_is_named_with_the_next_one_to_try(taken_port):
    with pytest.raises(CannotStart) as error, open_port(Address("127.0.0.1", taken_port)):
        pass
    assert f"Port {taken_port} is taken" in str(error.value)
    assert f"PORT={taken_port + 1} make run" in str(error.value)


def test_a_free_port_is_opened_and_closed_again(taken_port):
    with open_port(Address("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=5)


@pytest.mark.parametrize("wrong", ["http", "", "0", "65536", "-1", "80 80"])
def test_a_port_that_is_none_is_said_to_be_none(monkeypatch, wrong):
    monkeypatch.setenv("PORT", wrong)
    with pytest.raises(CannotStart, match="is not a port"):
        read_address()


def test_host_and_port_come_from_the_environment(monkeypatch):
    monkeypatch.setenv("HOST", "0.0.0.0")
    monkeypatch.setenv("PORT", "9000")
    assert read_address() == Address("0.0.0.0", 9000)


def test_a_server_that_listens_everywhere_is_shown_where_it_can_be_opened():
    assert Address("0.0.0.0", 9000).url == "http://127.0.0.1:9000"
    assert Address("::", 9000).url == "http://[::1]:9000"


def test_what_the_operator_has_set_stays(monkeypatch):
    monkeypatch.setenv("SITE_URL", "https://firstfit.example")
    monkeypatch.delenv("ALLOWED_HOSTS", raising=False)
    settings = Address("127.0.0.1", 8000).environment()
    assert "SITE_URL" not in settings
    assert "127.0.0.1" in settings["ALLOWED_HOSTS"].split(",")


def test_a_second_run_of_one_checkout_hears_where_the_first_is(tmp_path):
    first, second = Address("127.0.0.1", 8000), Address("127.0.0.1", 8001)
    already = pytest.raises(CannotStart, match=r"already runs .*http://127\.0\.0\.1:8000")
    with only_one_run(tmp_path, first), already, only_one_run(tmp_path, second):
        pass
    with only_one_run(tmp_path, second):
        pass
