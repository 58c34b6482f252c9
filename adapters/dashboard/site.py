"""What every page needs: the door, the room behind it, and who is in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request

from adapters.look.live import Changes
from bot.desk.door import Door, Visitor
from bot.desk.room import Room
from bot.desk.what_if import Rehearse
from bot.wording import desk as wording

GLANCE = "x-kith-refresh"
"""The header with which an open page renews itself."""
LIVE = "/live"
"""Where an open page hears that something changed."""
MOST_FIELDS = 120
"""A form of ours has twenty at most, and a box for each person that is chosen."""


@dataclass(frozen=True, slots=True)
class Site:
    """The served desk. `public_url` is where browsers find it; it decides whether cookies want TLS."""

    door: Door
    room: Room
    public_url: str = ""
    changes: Changes = field(default_factory=Changes)
    rehearse: Rehearse | None = None

    @property
    def is_secure(self) -> bool:
        """Whether browsers come over TLS."""
        return self.public_url.startswith("https://")

    @property
    def host(self) -> str:
        """The name browsers use, "" for this computer's own."""
        return urlsplit(self.public_url).hostname or ""

    @property
    def origin(self) -> str:
        """What browsers say a form of ours comes from, "" for this computer's own address."""
        return self.public_url.rstrip("/")

    @property
    def cookie(self) -> str:
        """The visit's cookie; the name's beginning keeps other sites of the same domain from setting it."""
        return "__Host-kith-desk" if self.is_secure else "kith-desk"


def site_of(request: Request) -> Site:
    """Return the site a request is for."""
    site = request.app.state.site
    assert isinstance(site, Site)
    return site


async def visitor_of(request: Request) -> Visitor:
    """Return who asks, asked anew for every request; 401 for whoever is not in."""
    site = site_of(request)
    is_glance = GLANCE in request.headers or request.url.path == LIVE
    visitor = await site.door.visitor(request.cookies.get(site.cookie, ""), is_glance=is_glance)
    if visitor is None:
        raise HTTPException(401, wording.not_in())
    return visitor


async def form_values(request: Request) -> Mapping[str, str]:
    """Return what a form sent: words only, no files; boxes of one name become one value with commas."""
    values: dict[str, str] = {}
    async with request.form(max_fields=MOST_FIELDS, max_files=0) as form:
        for key, value in form.multi_items():
            if isinstance(value, str):
                values[key] = f"{values[key]},{value}" if key in values else value
    return values


def page_number(request: Request) -> int:
    """Return which page of a long list is asked for."""
    typed = request.query_params.get("page", "1")
    if not (typed.isascii() and typed.isdigit() and len(typed) < 10):
        raise HTTPException(404)
    return int(typed)
