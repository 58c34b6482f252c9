"""What every address here needs: the core, the way events reach it, and who keeps the door."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.requests import Request

from adapters.exchange.asking import Doorkeeper
from bot.app import Application
from bot.effects import Reply
from bot.events import Event

Handle = Callable[[Event], Awaitable[list[Reply]]]


@dataclass(frozen=True, slots=True)
class Site:
    """What is served. `public_url` is where programs and calendars find it, "" for this computer alone."""

    app: Application
    handle: Handle
    door: Doorkeeper
    public_url: str = ""

    @property
    def host(self) -> str:
        """The name it is found under, "" for this computer's own."""
        return urlsplit(self.public_url).hostname or ""


def site_of(request: Request) -> Site:
    """Return the site a request is for."""
    site = request.app.state.site
    assert isinstance(site, Site)
    return site
