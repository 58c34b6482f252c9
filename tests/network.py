"""Keeps the tests on this machine: loopback and Unix sockets only, and an attempt that the code hid still counts."""

import ipaddress
import os
import socket
import sys
from urllib.parse import urlsplit

attempts: list[str] = []
_INTERNET = (socket.AF_INET, socket.AF_INET6)
_CONNECTING = ("socket.connect", "socket.sendto", "socket.sendmsg")
_RESOLVING = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")


class OffThisMachineError(RuntimeError):
    """A test tried to reach another machine; not an OSError, so that no retry mistakes it for a bad line."""


def watch() -> None:
    """Refuse traffic off this machine from now on; an interpreter cannot take its audit hooks back."""
    named = urlsplit(os.environ.get("KITH_TEST_POSTGRES_URL", "")).hostname
    here = {"", "localhost", socket.gethostname(), named}

    def refuse(event: str, args: tuple[object, ...]) -> None:
        host = _host(event, args)
        if host is not None and host not in here and not _is_here(host):
            attempts.append(f"{event} {host}")
            raise OffThisMachineError(f"a test tried to reach {host}: tests stay on this machine")

    sys.addaudithook(refuse)


def _host(event: str, args: tuple[object, ...]) -> str | None:
    """The host that an audit event is about; None when it is about no host."""
    match args:
        case [socket.socket() as used, (str(host), *_)] if event in _CONNECTING and used.family in _INTERNET:
            return host
        case [str(host), *_] if event in _RESOLVING:
            return host
        case [bytes(host), *_] if event in _RESOLVING:
            return host.decode(errors="replace")
    return None


def _is_here(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified
