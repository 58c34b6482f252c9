"""The one place where things are: links, templates, whom to ask, what to do if; each with somebody who looks."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

KEPT_FOR = timedelta(weeks=12)
"""When an item is to be looked at again whose author did not say (F11)."""
TITLE, TEXT = 60, 1000
"""Most characters of a title, and of a text."""


class HubKind(StrEnum):
    """What an item is for."""

    LINK = "link"
    TEMPLATE = "template"
    CONTACT = "contact"
    GUIDE = "guide"
    CHANGE = "change"
    """What the programme does otherwise since people said something (L10); its `review_on` is the day it is from."""


class HubState(StrEnum):
    """PROPOSED waits for a coordinator; RETIRED is shown to nobody any more."""

    PROPOSED = "proposed"
    LIVE = "live"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class HubItem:
    """One thing in the hub. `ref` is its name in commands ("H3"); `replaces` is the item a proposal would change."""

    id: str
    cohort_id: str
    ref: str
    kind: HubKind
    title: str
    text: str
    owner_id: str
    review_on: date
    link: str = ""
    state: HubState = HubState.LIVE
    replaces: str = ""

    @property
    def is_live(self) -> bool:
        """Whether everybody sees it."""
        return self.state is HubState.LIVE

    def is_stale(self, today: date) -> bool:
        """Whether its owner should look whether it still holds."""
        return self.is_live and self.kind is not HubKind.CHANGE and today >= self.review_on

    def kept(self, today: date) -> "HubItem":
        """Return it as looked at: it still holds."""
        return replace(self, review_on=today + KEPT_FOR)

    def approved(self) -> "HubItem":
        """Return it for everybody to see."""
        return replace(self, state=HubState.LIVE)

    def retired(self) -> "HubItem":
        """Return it out of sight."""
        return replace(self, state=HubState.RETIRED)
