"""Who asks, and whether they may: before anything of a request is read."""

import logging
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request

from adapters.allowance import Limits
from adapters.exchange.rows import Refusal
from adapters.exchange.tokens import Scope, Token, TokenFile
from bot.errors import BadInput
from bot.wording import exchange as wording

log = logging.getLogger(__name__)

OF_TOKEN: Final = 60
"""Requests of one token in a minute; many rows go into one."""
WRONG: Final = 20
"""Requests without a good token of one address in a minute: tokens cannot be guessed, and nobody should try."""
OF_CALENDAR: Final = 30
"""Looks at calendars of one address in a minute; calendars look a few times a day, some services for many people."""


@dataclass(frozen=True, slots=True)
class Doorkeeper:
    """Knows the tokens, and counts."""

    tokens: TokenFile
    limits: Limits

    def holder(self, request: Request, scope: Scope) -> Token:
        """Return whose token a request carries; Refusal where it may not."""
        kind, _, text = request.headers.get("authorization", "").partition(" ")
        try:
            token = self.tokens.holder(text.strip()) if kind.lower() == "bearer" else None
        except BadInput as problem:
            log.error("%s", problem)
            raise Refusal(503, wording.tokens_unreadable()) from None
        if token is None:
            may_go_on = self.limits.allows(f"wrong {_address(request)}", WRONG)
            raise Refusal(401, wording.no_token()) if may_go_on else Refusal(429, wording.too_often())
        if not self.limits.allows(token.source, OF_TOKEN):
            raise Refusal(429, wording.too_often())
        if scope not in token.scopes:
            raise Refusal(403, wording.not_allowed(scope))
        return token

    def may_look(self, request: Request) -> bool:
        """Whether an address may look at a calendar once more in this minute."""
        return self.limits.allows(f"calendar {_address(request)}", OF_CALENDAR)


def _address(request: Request) -> str:
    return request.client.host if request.client is not None else ""
