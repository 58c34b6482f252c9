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
    "cohort_reports",
    "cohorts",
    "desk",
    "digests",
    "encouragement",
    "escalating",
    "extensions",
    "fit",
    "flags",
    "handoffs",
    "gatherings",
    "help",
    "holds",
    "hosts",
    "kudos",
    "ladder",
    "leaving",
    "messages",
    "milestones",
    "modules",
    "moves",
    "office_hours",
    "notices",
    "mydata",
    "onboarding",
    "private_answers",
    "problems",
    "profiles",
    "prompts",
    "reach_out",
    "recognition",
    "reports",
    "retention",
    "rooms",
    "review_rounds",
    "reviews",
    "safety",
    "session_days",
    "session_ladder",
    "session_links",
    "session_notes",
    "sessions",
    "survey_desk",
    "surveys",
    "setup",
    "thanks",
    "undelivered",
    "wellbeing",
    "workload",
    "workspaces",
)


@cache
def all_routes() -> Router:
    """Return every flow's routes, joined. A flow is imported here, so that one can be without all others."""
    return Router.joined(import_module(f"bot.flows.{name}").routes for name in _FLOWS)
