"""What somebody did with a command, a button, a list, a form or a shortcut, read from Slack's payload. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any, Final

from adapters.slack.directory import PLATFORM
from adapters.slack.forms import Where, values
from adapters.slack.mrkdwn import typed
from bot.cards import Action
from bot.events import Account, ActionChosen, CommandInvoked, FormSubmitted, Place, Pointed

Deed = ActionChosen | CommandInvoked | FormSubmitted
Told = Mapping[str, Any]
RUN: Final = "command.run"


class Surface(Enum):
    """On what somebody acted, which decides how they can be answered."""

    COMMAND = "a slash command"
    MESSAGE = "a message"
    HOME = "the App Home"
    WINDOW = "a modal, and not by sending it"
    FORM = "a modal that was sent in"
    SHORTCUT = "a shortcut"


@dataclass(frozen=True, slots=True)
class Pressed:
    """One interaction: whose, where, what was meant, and how to answer.

    `value` is what was chosen from a list, or the address of the message a shortcut was used on. `action` is None where
    it is not one of ours; `text` is a command as typed after its slash.
    """

    surface: Surface
    by: Account
    place: Place
    trigger_id: str
    response_url: str = ""
    view_id: str = ""
    action: Action | None = None
    value: str = ""
    text: str = ""
    values: Mapping[str, str] | None = None

    @property
    def id(self) -> str:
        """The same when Slack delivers the same interaction twice."""
        return f"interaction:{self.trigger_id}"

    @property
    def where(self) -> Where:
        """What a form opened by this has to remember."""
        return Where(self.place.channel, self.place.thread, self.place.is_direct)

    def deed(self, at: datetime) -> Deed | None:
        """Return what the core is asked to do, commands left out; None for a button that is not ours."""
        if self.action is None:
            return None
        if self.values is not None:
            return FormSubmitted(self.id, at, self.by, self.place, self.action, self.values)
        return ActionChosen(self.id, at, self.by, self.place, self.action, self.value)


def command(told: Told) -> Pressed:
    """Return a typed command; its text keeps people as ids."""
    team_id, channel = str(told["team_id"]), str(told["channel_id"])
    return Pressed(
        Surface.COMMAND,
        Account(PLATFORM, team_id, str(told["user_id"])),
        Place(PLATFORM, team_id, channel, is_direct=_is_direct(channel)),
        str(told["trigger_id"]),
        str(told.get("response_url") or ""),
        text=f"{str(told['command']).removeprefix('/')} {typed(str(told.get('text') or ''))}".strip(),
    )


def interaction(told: Told) -> Pressed | None:
    """Return a press, a choice, a form sent in, or a shortcut; None for what asks for no answer."""
    match told.get("type"):
        case "block_actions":
            return _of_block(told)
        case "view_submission":
            view = told["view"]
            action = _action(view.get("callback_id"))
            return _pressed(told, Surface.FORM, action=action, values=values(view), view_id=str(view["id"]))
        case "shortcut" | "message_action":
            return _pressed(told, Surface.SHORTCUT, action=_on_message(told), value=_link(told))
        case _:
            return None


def _of_block(told: Told) -> Pressed:
    done = told["actions"][0]
    view = told.get("view") or {}
    surface = {"home": Surface.HOME, "modal": Surface.WINDOW}.get(str(view.get("type")), Surface.MESSAGE)
    return _pressed(
        told,
        surface,
        action=_action(str(done.get("action_id")).partition("#")[0]),
        value=str((done.get("selected_option") or {}).get("value") or ""),
        view_id=str(view.get("id") or ""),
    )


def _pressed(told: Told, surface: Surface, **more: Any) -> Pressed:
    user = told["user"]
    team_id = str((told.get("team") or {}).get("id") or user.get("team_id"))
    by = Account(PLATFORM, team_id, str(user["id"]))
    response_url = str(told.get("response_url") or "")
    return Pressed(surface, by, _place(told, team_id), str(told["trigger_id"]), response_url, **more)


def _place(told: Told, team_id: str) -> Place:
    """Return where it happened; a form remembers where it was opened, the App Home is nowhere but private."""
    channel = str((told.get("channel") or {}).get("id") or "")
    if channel:
        thread = str((told.get("message") or {}).get("thread_ts") or "")
        return Place(PLATFORM, team_id, channel, thread, _is_direct(channel))
    where = Where.read((told.get("view") or {}).get("private_metadata"))
    return Place(PLATFORM, team_id, where.channel, where.thread, where.is_direct)


def _is_direct(channel: str) -> bool:
    return channel.startswith("D")


def _action(text: object) -> Action | None:
    try:
        return Action.parse(str(text))
    except ValueError:
        return None


def _on_message(told: Told) -> Action | None:
    """Return a shortcut's action, with the message it was used on where it was."""
    action, message = _action(told.get("callback_id")), told.get("message")
    if action is None or not message:
        return action
    author = "" if message.get("bot_id") else str(message.get("user") or "")
    return Action(action.name, Pointed(str(told["message_ts"]), author).subject)


def _link(told: Told) -> str:
    """Return the address of the message a shortcut was used on, "" for a shortcut of the workspace."""
    ts, channel = str(told.get("message_ts") or ""), (told.get("channel") or {}).get("id")
    if not ts or not channel:
        return ""
    return f"https://{told['team']['domain']}.slack.com/archives/{channel}/p{ts.replace('.', '')}"


def opener(event: object) -> Action | None:
    """Return the action that opens again what this opened; None where only going back to the start does."""
    match event:
        case CommandInvoked(name=name):
            return Action(RUN, name.replace(" ", "."))
        case ActionChosen(action=action):
            return action
        case _:
            return None
