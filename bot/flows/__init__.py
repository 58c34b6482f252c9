"""Handlers, one module per thing people do: read, ask the domain, write, return effects."""

from functools import cache
from importlib import import_module

from bot.router import Router

_FLOWS = (
    "absences",
    "auditing",
    "care",
    "case_desk",
    "case_offers",
    "cases",
    "check_ins",
    "closing",
    "cohorts",
    "digests",
    "escalating",
    "flags",
    "help",
    "holds",
    "ladder",
    "leaving",
    "messages",
    "mydata",
    "onboarding",
    "profiles",
    "prompts",
    "reach_out",
    "reports",
    "retention",
    "safety",
    "session_days",
    "session_ladder",
    "session_notes",
    "sessions",
    "thanks",
    "undelivered",
    "workspaces",
)


@cache
def all_routes() -> Router:
    """Return every flow's routes, joined. A flow is imported here, so that one can be without all others."""
    return Router.joined(import_module(f"bot.flows.{name}").routes for name in _FLOWS)
