"""How Slack says no."""

from collections.abc import Sequence
from typing import Any


class SlackError(Exception):
    """`{"ok": false, "error": …}`, with status 200; `more` stands beside the error."""

    def __init__(self, error: str, **more: Any) -> None:
        self.error, self.more = error, more
        super().__init__(error)

    @property
    def body(self) -> dict[str, Any]:
        """The answer's JSON."""
        return {"ok": False, "error": self.error, **self.more}


def with_messages(error: str, messages: Sequence[str]) -> SlackError:
    """Return an error that says what was wrong, and where, as Slack does for blocks and arguments."""
    lines = [f"[ERROR] {message}" for message in messages]
    return SlackError(error, response_metadata={"messages": lines})


def invalid_arguments(*messages: str) -> SlackError:
    """Return the error for arguments that are missing or of the wrong kind."""
    return with_messages("invalid_arguments", messages)


class Limited(Exception):
    """429 with Retry-After, in whole seconds."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(f"retry after {seconds} s")
