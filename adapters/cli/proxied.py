"""How a server takes a proxy's word about who asks."""

from collections.abc import Sequence
from typing import Any


def proxied(proxies: Sequence[str]) -> dict[str, Any]:
    """Return the server's settings; by itself it takes the word of any proxy on this computer."""
    if not proxies:
        return {"proxy_headers": False}
    return {"proxy_headers": True, "forwarded_allow_ips": list(proxies)}
