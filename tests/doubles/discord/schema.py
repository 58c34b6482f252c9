"""Checks requests against Discord's OpenAPI description, and the double's own answers too."""

from typing import TYPE_CHECKING

from tests.doubles.discord.rest.routing import Answer, Call

if TYPE_CHECKING:
    from tests.doubles.discord.server import Request


class Schema:
    """The description, where it is there."""

    def check(self, call: Call, record: "Request", violations: list[str]) -> None:
        """Check a request."""

    def check_answer(self, call: Call, answer: Answer, faults: list[str]) -> None:
        """Check an answer of the double's own."""
