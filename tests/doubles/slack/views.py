"""What is open before a person: their App Home, and at most three forms on top of each other."""

import copy
import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

MOST_ON_TOP = 3
"""Views in one stack."""


@dataclass(slots=True)
class View:
    """One modal or home: `content` as the app sent it with ids filled in, `values` as the person left the inputs."""

    id: str
    team_id: str
    user_id: str
    app_id: str
    bot_id: str
    content: dict[str, Any]
    root_id: str = ""
    previous_id: str | None = None
    revision: int = 1
    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def hash(self) -> str:
        """What changes with every change."""
        whole = json.dumps([self.content, self.revision], sort_keys=True).encode()
        return f"{self.revision}.{hashlib.sha1(whole, usedforsecurity=False).hexdigest()[:8]}"

    @property
    def inputs(self) -> list[dict[str, Any]]:
        """Its input blocks."""
        return [block for block in self.content["blocks"] if block["type"] == "input"]

    def described(self) -> dict[str, Any]:
        """Return the view object."""
        content = self.content
        shown: dict[str, Any] = {
            "id": self.id,
            "team_id": self.team_id,
            "type": content["type"],
            "blocks": copy.deepcopy(content["blocks"]),
            "private_metadata": content.get("private_metadata", ""),
            "callback_id": content.get("callback_id", ""),
            "external_id": content.get("external_id", ""),
            "state": {"values": copy.deepcopy(self.values)},
            "hash": self.hash,
            "clear_on_close": content.get("clear_on_close", False),
            "notify_on_close": content.get("notify_on_close", False),
            "root_view_id": self.root_id or self.id,
            "previous_view_id": self.previous_id,
            "app_id": self.app_id,
            "app_installed_team_id": self.team_id,
            "bot_id": self.bot_id,
        }
        if content["type"] == "modal":
            shown |= {"title": content["title"], "submit": content.get("submit"), "close": content.get("close")}
        return shown


class Views:
    """Whatever is open in one workspace."""

    def __init__(self) -> None:
        self._stacks: dict[str, list[View]] = {}
        self._homes: dict[tuple[str, str], View] = {}

    def stack(self, user_id: str) -> list[View]:
        """Return the forms before a person, the one on top last."""
        return self._stacks.setdefault(user_id, [])

    def top(self, user_id: str) -> View | None:
        """Return the form a person sees."""
        stack = self.stack(user_id)
        return stack[-1] if stack else None

    def home(self, user_id: str, app_id: str) -> View | None:
        """Return what an app has published on its page for a person."""
        return self._homes.get((user_id, app_id))

    def put_home(self, view: View) -> None:
        """Publish a page."""
        self._homes[view.user_id, view.app_id] = view

    def find(self, view_id: str, external_id: str = "") -> View | None:
        """Return an open view by its id, or by the app's own."""
        everything = [*(view for stack in self._stacks.values() for view in stack), *self._homes.values()]
        for view in everything:
            if view.id == view_id or (external_id and view.content.get("external_id") == external_id):
                return view
        return None
