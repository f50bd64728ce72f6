"""Nothing is sent into a private network, whatever an address says or a name resolves to."""

from __future__ import annotations

import socket
from ipaddress import ip_address

import pytest

from portfolio.webhooks.address import BadAddress, is_public, parse, resolve

PRIVATE = """
127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 255.255.255.255
224.0.0.1 198.18.0.1 192.0.2.1 168.63.129.16 ::1 :: fe80::1 fd00::1 fec0::1 ff02::1 2001:db8::1
::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 64:ff9b:1::1 2002:7f00:1::
2001:0:4136:e378:8000:63bf:80ff:fffe fd00:ec2::254
""".split()


@pytest.fixture
def outside(settings):
    settings.WEBHOOK_LOOPBACK = False


@pytest.mark.parametrize("ip", PRIVATE)
def test_what_is_not_for_everybody_is_not_public(ip):
    assert not is_public(ip_address(ip))


@pytest.mark.parametrize("ip", ["93.184.216.34", "1.1.1.1", "2606:4700:4700::1111", "64:ff9b::101:101"])
def test_what_everybody_reaches_is_public(ip):
    assert is_public(ip_address(ip))


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/hook",
        "ftp://example.org/",
        "https://example.org:22/",
        "https://example.org:6379/",
        "https://name:password@example.org/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:169.254.169.254]/latest",
        "https://localhost/",
        "https://intranet/",
        "https://example.org/#part",
        "https://exa mple.org/",
        "https://example.org/\r\nX-Injected: yes",
        "https://[half/",
        "https://example.org:99999/",
        "hook",
        "",
        "https://example.org/" + "a" * 500,
    ],
)
def test_an_address_that_nothing_is_sent_to_is_refused_with_a_sentence(url, outside):
    with pytest.raises(BadAddress, match=r"\w+ .*\.$"):
        parse(url)


def test_an_address_of_the_web_is_taken_apart(outside):
    target = parse("https://Example.org:8443/hook?a=1")
    assert (target.host, target.port, target.path) == ("example.org", 8443, "/hook?a=1")
    assert target.host_header == "example.org:8443"


@pytest.mark.parametrize("url", ["http://localhost:80/", "http://10.0.0.1:8000/", "http://example.org:9000/"])
def test_loopback_for_trying_opens_nothing_else(url):
    with pytest.raises(BadAddress):
        parse(url)


def resolving_to(*addresses: str):
    def answer(host, port, **kwargs):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    return answer


@pytest.mark.parametrize("addresses", [["10.0.0.1"], ["93.184.216.34", "127.0.0.1"], ["169.254.169.254"]])
def test_a_name_that_leads_into_a_private_network_is_refused(addresses, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", resolving_to(*addresses))
    with pytest.raises(BadAddress, match="private network"):
        resolve(parse("https://rebind.example.org/"))


def test_the_address_that_was_looked_at_is_the_one_that_is_given(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", resolving_to("93.184.216.34"))
    assert resolve(parse("https://example.org/")) == "93.184.216.34"


@pytest.mark.parametrize(
    "host", ["0x7f.1", "2130706433", "127.1", "017700000001", "127.0.0.1.", "[::ffff:7f00:1]"]
)
def test_loopback_in_another_spelling_is_refused_at_the_latest_when_resolved(host, outside):
    with pytest.raises(BadAddress):
        resolve(parse(f"https://{host}/"))
