"""How Discord refuses: a status, a code of its own, a sentence, and for forms the faults by field."""

from typing import Any

UNKNOWN = {
    "channel": (10003, "Unknown Channel"),
    "guild": (10004, "Unknown Guild"),
    "member": (10007, "Unknown Member"),
    "message": (10008, "Unknown Message"),
    "role": (10011, "Unknown Role"),
    "user": (10013, "Unknown User"),
    "emoji": (10014, "Unknown Emoji"),
    "webhook": (10015, "Unknown Webhook"),
    "interaction": (10062, "Unknown interaction"),
    "command": (10063, "Unknown application command"),
    "event": (10070, "Unknown Guild Scheduled Event"),
    "overwrite": (10009, "Unknown Permission Overwrite"),
}


class Refused(Exception):
    """A request that Discord refuses, as it answers it."""

    def __init__(self, status: int, code: int, message: str, **more: Any) -> None:
        super().__init__(f"{status} {code} {message}")
        self.status = status
        self.code = code
        self.message = message
        self.more = more

    def body(self) -> dict[str, Any]:
        """Return what Discord writes into the answer."""
        return {"message": self.message, "code": self.code, **self.more}


def unknown(what: str) -> Refused:
    """Return the 404 for something that is not there, or no longer."""
    code, message = UNKNOWN[what]
    return Refused(404, code, message)


def no_access() -> Refused:
    """Return the refusal for a place the bot does not see."""
    return Refused(403, 50001, "Missing Access")


def no_permission() -> Refused:
    """Return the refusal for something the bot may not do in a place it sees."""
    return Refused(403, 50013, "Missing Permissions")
