"""The methods of the Web API; importing this registers them all."""

from tests.doubles.slack.methods import access, chat, conversations, history, marks, people, spaces, uploads, views
from tests.doubles.slack.methods.registry import METHODS

__all__ = ["METHODS", "access", "chat", "conversations", "history", "marks", "people", "spaces", "uploads", "views"]
