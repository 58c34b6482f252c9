"""People and bots of a workspace, as users.info describes them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo


@dataclass(slots=True)
class User:
    """Somebody with an id; a bot user has the id of its bot too. `tz` None: the profile has no zone."""

    id: str
    team_id: str
    name: str
    real_name: str
    tz: str | None = "Europe/Berlin"
    locale: str = "en-US"
    email: str = ""
    bot_id: str = ""
    is_admin: bool = False
    is_gone: bool = False
    is_guest: bool = False

    @property
    def is_bot(self) -> bool:
        """Whether an app stands behind it."""
        return bool(self.bot_id)

    def described(self, now: datetime, *, with_email: bool, with_locale: bool = False) -> dict[str, Any]:
        """Return the user object; addresses only for who may read them."""
        profile: dict[str, Any] = {
            "real_name": self.real_name,
            "display_name": self.name,
            "real_name_normalized": self.real_name,
            "display_name_normalized": self.name,
            "team": self.team_id,
        }
        if with_email and self.email:
            profile["email"] = self.email
        shown: dict[str, Any] = {
            "id": self.id,
            "team_id": self.team_id,
            "name": self.name,
            "deleted": self.is_gone,
            "is_bot": self.is_bot,
            "is_app_user": False,
            "updated": int(now.timestamp()),
            "profile": profile | ({"bot_id": self.bot_id} if self.is_bot else {}),
        }
        if self.is_gone:
            return shown
        shown |= {"real_name": self.real_name, "is_admin": self.is_admin, "is_restricted": self.is_guest}
        if self.tz is not None:
            offset = now.astimezone(ZoneInfo(self.tz)).utcoffset()
            shown |= {"tz": self.tz, "tz_label": self.tz, "tz_offset": int(offset.total_seconds()) if offset else 0}
        return shown | ({"locale": self.locale} if with_locale else {})
