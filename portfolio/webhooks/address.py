"""Which addresses a webhook may have, and which machines are reached by them.

The platform sends to wherever a learner says, from inside its own network. So a name is resolved here, every
address that it has is looked at, and the connection is made to the address that was looked at: a name that
resolves to something else a moment later changes nothing.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from django.conf import settings

LONGEST = 500
PORTS = (443, 8443)
LEAST_LOOPBACK_PORT = 1024
# Prefixes in which an IPv4 address is wrapped that a translator on the way unwraps.
TRANSLATED = ip_network("64:ff9b::/96")
NEVER = tuple(ip_network(network) for network in ("64:ff9b:1::/48", "192.88.99.0/24", "168.63.129.16/32"))

Ip = IPv4Address | IPv6Address


class BadAddress(Exception):
    """Nothing is sent there; the text is a sentence for the owner."""


@dataclass(frozen=True)
class Target:
    """A webhook's address in its parts. ``host`` is what the certificate has to be for."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def host_header(self) -> str:
        name = f"[{self.host}]" if ":" in self.host else self.host
        usual = {"https": 443, "http": 80}[self.scheme]
        return name if self.port == usual else f"{name}:{self.port}"


def parse(url: str) -> Target:
    """Raise ``BadAddress`` for what cannot be a webhook's address, before any name is resolved."""
    if len(url) > LONGEST or not url.isascii() or not url.isprintable() or " " in url:
        raise BadAddress(f"Write it as ASCII without spaces, {LONGEST} characters at most.")
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError as error:
        raise BadAddress("This is no address. Write it like https://example.org/hook.") from error
    if not host or parts.scheme not in ("https", "http"):
        raise BadAddress("Write it like https://example.org/hook.")
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise BadAddress("Leave out name, password and “#”: the signature says who sends.")
    port = port or {"https": 443, "http": 80}[parts.scheme]
    refuse_odd(parts.scheme, host, port)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, port, path)


def refuse_odd(scheme: str, host: str, port: int) -> None:
    if settings.WEBHOOK_LOOPBACK and is_loopback_name(host):
        if port < LEAST_LOOPBACK_PORT:
            raise BadAddress(f"On this machine use a port from {LEAST_LOOPBACK_PORT} up.")
        return
    if scheme != "https":
        raise BadAddress("It has to begin with https://: what is sent may be private.")
    if port not in PORTS:
        raise BadAddress(f"The port has to be {' or '.join(map(str, PORTS))}.")
    if literal(host) is None and "." not in host:
        raise BadAddress("This name is known in one network only. Give one that everybody can reach.")
    refuse_literal(host)


def refuse_literal(host: str) -> None:
    ip = literal(host)
    if ip is not None and not is_public(ip):
        raise BadAddress("This address is inside a private network: nothing is sent there.")


def literal(host: str) -> Ip | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def is_loopback_name(host: str) -> bool:
    ip = literal(host)
    return host == "localhost" or (ip is not None and ip.is_loopback)


def resolve(target: Target) -> str:
    """The address to connect to. Raise ``BadAddress`` unless all that the name has are public."""
    try:
        known = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise BadAddress(f"The name {target.host} is not known.") from error
    found = [str(entry[4][0]) for entry in known]
    local = settings.WEBHOOK_LOOPBACK and is_loopback_name(target.host)
    for text in found:
        ip = ip_address(text.partition("%")[0])
        if not (is_public(ip) or (local and ip.is_loopback)):
            raise BadAddress(f"{target.host} leads into a private network: nothing is sent there.")
    return found[0]


def is_public(ip: Ip) -> bool:
    """False for what is not for everybody: loopback, private, link-local, metadata, multicast, wrapped."""
    if isinstance(ip, IPv6Address) and (inner := unwrapped(ip)) is not None:
        return is_public(inner)
    if any(ip.version == network.version and ip in network for network in NEVER):
        return False
    local_site = isinstance(ip, IPv6Address) and ip.is_site_local
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or local_site)


def unwrapped(ip: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that is meant by it, if one is."""
    if ip in TRANSLATED:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    if ip.teredo is not None:
        return ip.teredo[1]
    return ip.ipv4_mapped or ip.sixtofour
