"""What other programs reach: module progress and people in as JSON, and people's own sessions for their calendars."""

from adapters.exchange.noting import tokens_noted
from adapters.exchange.tokens import Scope, Token, TokenFile
from adapters.exchange.web import build

__all__ = ["Scope", "Token", "TokenFile", "build", "tokens_noted"]
