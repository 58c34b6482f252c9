"""What an answer of Slack, or the lack of one, means for a delivery."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.errors import PlatformDown, TryLater, Undeliverable, Unknown

Outcome = TryLater | Undeliverable | Unknown

REFUSED_FOR: Final = timedelta(minutes=5)
"""How long to leave a workspace alone that does not accept the bot any more."""
_BUSY: Final = timedelta(seconds=30)
_DOUBTFUL: Final = frozenset({"internal_error", "fatal_error"})
"""Slack's own failures: whatever was asked for may have been done."""
_SLOW_DOWN: Final = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
_PASSING: Final = frozenset({"request_timeout", "service_unavailable", "team_added_to_org"})
BAD_TOKENS: Final = frozenset(
    {
        *("not_authed", "invalid_auth", "token_revoked", "token_expired", "account_inactive"),
        "not_allowed_token_type",
    }
)
"""This token opens nothing any more."""
_LOCKED_OUT: Final = BAD_TOKENS | {"org_login_required", "access_denied", "missing_scope", "no_permission"}
_UNREACHABLE: Final = frozenset({"user_disabled", "user_not_found", "cannot_dm_bot", "messages_tab_disabled"})
"""This person gets no private messages of the bot's."""
_GONE: Final = {
    "channel_not_found": "the channel is not there, or the app is not in it",
    "not_in_channel": "the app is not in this channel",
    "is_archived": "the channel was archived",
    "message_not_found": "the message to change is not there any more",
    "cant_update_message": "the message to change is not the bot's",
    "edit_window_closed": "the message is too old to change in this workspace",
    "restricted_action": "the workspace lets the app not write here",
    "restricted_action_read_only_channel": "the channel is read-only",
}


def outcome(problem: Exception) -> Outcome:
    """Return what came of a request; in doubt whenever it may have taken effect."""
    match problem:
        case TryLater() | Undeliverable() | Unknown():
            return problem
        case SlackApiError():
            return _of_answer(problem)
        case aiohttp.ClientConnectorError():
            return PlatformDown("Slack cannot be reached")  # nothing had left yet
        case aiohttp.ClientError() | OSError() | TimeoutError() | ValueError():
            return Unknown(f"no whole answer from Slack ({type(problem).__name__})")
        case _:
            return Unknown(type(problem).__name__)


def error_of(problem: Exception) -> str:
    """Return Slack's name for what was wrong, "" where it gave none."""
    if not isinstance(problem, SlackApiError):
        return ""
    data = getattr(problem.response, "data", None)
    return str(data.get("error", "")) if isinstance(data, Mapping) else ""


def reason(problem: Exception) -> str:
    """Return in a few words why a request failed, for logs and the operator; never what it said."""
    error = error_of(problem)
    needed = _data(problem).get("needed")
    return f"{error} ({needed})" if error and needed else error or type(problem).__name__


def _of_answer(problem: SlackApiError) -> Outcome:
    status, error = _status(problem), error_of(problem)
    if status == 429 or error in _SLOW_DOWN:
        return TryLater("Slack asks to slow down", _after(problem))
    if status >= 500 or not error or error in _DOUBTFUL:
        return Unknown(f"Slack failed ({error or status})")
    if error in _PASSING:
        return TryLater(f"Slack refused it for now ({error})")
    if error in _LOCKED_OUT:
        return TryLater(f"Slack does not let the app do this: {reason(problem)}", REFUSED_FOR)
    if error in _UNREACHABLE:
        return Undeliverable(f"this person gets no private messages from the app ({error})")
    return Undeliverable(_GONE.get(error, f"Slack refused it ({error})"))


def _status(problem: SlackApiError) -> int:
    response: Any = problem.response
    return int(getattr(response, "status_code", 0) or getattr(response, "status", 0) or 0)


def _data(problem: Exception) -> Mapping[str, Any]:
    data = getattr(getattr(problem, "response", None), "data", None)
    return data if isinstance(data, Mapping) else {}


def _after(problem: SlackApiError) -> timedelta:
    headers = getattr(problem.response, "headers", None) or {}
    try:
        return timedelta(seconds=float(headers.get("Retry-After", "")))
    except ValueError:
        return _BUSY
