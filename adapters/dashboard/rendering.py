"""From what the core says to HTML: everything anybody typed is escaped, moments are on the reader's clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from markupsafe import Markup
from starlette.responses import HTMLResponse

from adapters import look, safe_html
from adapters.dashboard.forms import Dialog, Sealing
from adapters.dashboard.site import Site
from adapters.safe_html import Reader
from bot.cards import Card
from bot.desk.door import Visitor

TEMPLATES: Final = look.templates(Path(__file__).parent / "templates")
TEMPLATES.filters["name"] = safe_html.name
TEMPLATES.filters["clean"] = safe_html.clean
TEMPLATES.filters["segment"] = lambda text: quote(text, safe="")
FOR_ALL: Final = (("/", "This week"), ("/people", "People"), ("/calendar", "Calendar"))
FOR_COORDINATORS: Final = (
    ("/", "This week"),
    ("/cases", "Cases"),
    ("/people", "People"),
    ("/groups", "Groups"),
    ("/pairs", "Pairs"),
    ("/figures", "Figures"),
    ("/calendar", "Calendar"),
    ("/questions", "Questions"),
    ("/rules", "Rules"),
    ("/files", "Files"),
    ("/audit", "Audit"),
)
BELOW: Final = {"/policies": "/rules", "/roster": "/files", "/what-if": "/calendar"}
"""Pages that have no place of their own in the menu, and the one they belong to."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the core answered to an act, to stand above a page."""

    cards: Sequence[Card] = ()
    dialogs: Sequence[Dialog] = ()
    sentence: str = ""
    lines: Sequence[str] = ()


def shown(site: Site, visitor: Visitor, template: str, path: str, **context: Any) -> HTMLResponse:
    """Return a page for somebody who is in; `path` is its own address, to come back to after an act.

    `said` in the context is what an act was answered with; it stands above the page.
    """
    reader = Reader(visitor.member.timezone, {})
    page = TEMPLATES.get_template(template).render(
        visitor=visitor,
        places=_places(visitor),
        path=path,
        place=BELOW.get(path, path),
        sealing=Sealing(site.room, visitor, path),
        leave=site.room.seal(visitor, "leave"),
        rich=lambda text: safe_html.rich(text, reader),
        blocks=lambda text: safe_html.blocks(text, reader),
        time=lambda at, pattern="%a %-d %b, %H:%M": _time(at, reader, pattern),
        **{"said": Said(), "is_live": True, **context},
    )
    return HTMLResponse(page)


def plain(template: str, status: int = 200, **context: Any) -> HTMLResponse:
    """Return a page for anybody."""
    return HTMLResponse(TEMPLATES.get_template(template).render(**context), status)


def _places(visitor: Visitor) -> Sequence[tuple[str, str]]:
    return FOR_COORDINATORS if visitor.is_coordinator else FOR_ALL


def _time(at: datetime, reader: Reader, pattern: str) -> Markup:
    return safe_html.time(at, reader, pattern)
