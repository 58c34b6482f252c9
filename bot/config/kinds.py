"""Values that several sections of the configuration have: ports, addresses, names that browsers find."""

from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import Field

from bot.toml_fields import parsed, wrong

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def address(*schemes: str) -> Any:
    """Return a reader of addresses that begin with one of these."""

    def read(text: str) -> str:
        if text and not text.startswith(schemes):
            raise ValueError(f'"{text[:60]}" is not an address that begins with {" or ".join(schemes)}')
        return text

    return parsed(read)


Port = Annotated[int, Field(ge=1, le=65535)]
Web = Annotated[str, address("https://", "http://")]


def found_over_tls(public_url: str, name: str) -> None:
    """Raise a fault unless what is served as `name` is found over TLS, on a name of its own, or on this computer."""
    is_here = urlsplit(public_url).hostname in (None, *LOOPBACK)
    if not is_here and not public_url.startswith("https://"):
        raise wrong(
            "has a `public_url` without TLS: whoever is on the way could read along.",
            'Let a proxy speak TLS and write `public_url = "https://…"`.',
        )
    if urlsplit(public_url).path not in ("", "/"):
        raise wrong(
            f"has a `public_url` with a path; the {name} wants a name of its own.",
            f'Write `public_url = "https://{name}.example.org"`, and give the {name} that name at the proxy.',
        )
