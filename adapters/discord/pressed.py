"""What somebody did with a command, a button, a list or a form, read from Discord's interaction. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from adapters.discord import catalogue
from adapters.discord.directory import PLATFORM
from adapters.discord.forms import values
from adapters.discord.translate import made_at
from bot.cards import Action
from bot.events import Account, ActionChosen, CommandInvoked, FormSubmitted, Place, Pointed
from bot.wording.commands import MENUS

COMMAND, COMPONENT, TYPING, SUBMITTED = 2, 3, 4, 5
Deed = ActionChosen | CommandInvoked | FormSubmitted
RUN: Final = "command.run"


@dataclass(frozen=True, slots=True)
class Pressed:
    """One interaction: whose, where, and how to answer it. `link` leads to the message a menu was opened on."""

    id: str
    token: str
    application_id: str
    kind: int
    by: Account
    place: Place
    data: Mapping[str, Any]
    link: str = ""

    @property
    def answer_to(self) -> tuple[str, str]:
        """What Discord needs for the first answer."""
        return self.id, self.token

    def deed(self) -> Deed | None:
        """Return what the core is asked to do; None for a button we did not make."""
        at, event_id = made_at(self.id), f"interaction:{self.id}"
        try:
            match self.kind:
                case k if k == COMMAND and self.data.get("type") == catalogue.MESSAGE_MENU:
                    chosen = MENUS[str(self.data["name"])]
                    return ActionChosen(event_id, at, self.by, self.place, self._on_message(chosen), self.link)
                case k if k == COMMAND:
                    name, given = catalogue.invoked(self.data)
                    return CommandInvoked(event_id, at, self.by, self.place, name, given)
                case k if k == COMPONENT:
                    action, values_ = Action.parse(str(self.data["custom_id"])), self.data.get("values") or [""]
                    return ActionChosen(event_id, at, self.by, self.place, action, str(values_[0]))
                case _:
                    action = Action.parse(str(self.data["custom_id"]))
                    given = values(self.data.get("components"))
                    return FormSubmitted(event_id, at, self.by, self.place, action, given)
        except (KeyError, ValueError):
            return None

    def _on_message(self, chosen: Action) -> Action:
        """Return a menu's action with the message it was opened on."""
        target = str(self.data["target_id"])
        author = self.data["resolved"]["messages"][target]["author"]
        return Action(chosen.name, Pointed(target, "" if author.get("bot") else str(author["id"])).subject)


def read(told: Mapping[str, Any], workspace: str, place: Place) -> Pressed:
    """Return an interaction; `workspace` is the server, or for a private conversation the one somebody is known by."""
    user = (told.get("member") or told)["user"]
    data = told.get("data") or {}
    by = Account(PLATFORM, workspace, str(user["id"]))
    link = _link(told, data)
    return Pressed(
        str(told["id"]), str(told["token"]), str(told["application_id"]), int(told["type"]), by, place, data, link
    )


def opener(deed: Deed) -> Action:
    """Return the action that opens again what this deed opened."""
    match deed:
        case CommandInvoked(name=name):
            return Action(RUN, name.replace(" ", "."))
        case _:
            return deed.action


def _link(told: Mapping[str, Any], data: Mapping[str, Any]) -> str:
    target = data.get("target_id")
    if not target or data.get("type") != catalogue.MESSAGE_MENU:
        return ""
    return f"https://discord.com/channels/{told.get('guild_id') or '@me'}/{told['channel_id']}/{target}"
