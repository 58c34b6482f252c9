"""The tables. Columns named like a dataclass's fields stand in their order; what is only ours comes after them.

A change here needs a revision in storage/migrations; a test compares the two.
"""

from storage.schema.arrangements import bookings, extensions, moves, traits
from storage.schema.base import metadata
from storage.schema.lookups import lookup_versions
from storage.schema.mentoring import hub_items, pair_proposals, trainings
from storage.schema.peers import hosts, kudos, problems, reviews
from storage.schema.people import (
    absences,
    accounts,
    cohorts,
    feeds,
    group_members,
    groups,
    members,
    pairings,
    places,
    visits,
)
from storage.schema.records import (
    allowances,
    case_entries,
    cases,
    check_ins,
    drafts,
    erasures,
    gatherings,
    keys,
    nudges,
    participations,
    rule_counts,
    sessions,
    withheld,
)
from storage.schema.surveys import survey_answers, surveys
from storage.schema.together import aims, group_drafts, norms, space_members, spaces, topics
from storage.schema.work import attempts, audit, facts, inbox, leases, outbox, timers

REVISION = "0023"
"""The newest revision in storage/migrations: the one these tables are."""

__all__ = [
    "REVISION",
    "absences",
    "accounts",
    "aims",
    "allowances",
    "attempts",
    "audit",
    "bookings",
    "case_entries",
    "cases",
    "check_ins",
    "cohorts",
    "drafts",
    "erasures",
    "extensions",
    "facts",
    "feeds",
    "gatherings",
    "group_drafts",
    "group_members",
    "groups",
    "hosts",
    "hub_items",
    "inbox",
    "keys",
    "kudos",
    "leases",
    "lookup_versions",
    "members",
    "metadata",
    "moves",
    "norms",
    "nudges",
    "outbox",
    "pair_proposals",
    "pairings",
    "participations",
    "places",
    "problems",
    "reviews",
    "rule_counts",
    "sessions",
    "space_members",
    "spaces",
    "survey_answers",
    "surveys",
    "timers",
    "topics",
    "trainings",
    "traits",
    "visits",
    "withheld",
]
