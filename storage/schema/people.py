"""People, and how they belong together."""

from sqlalchemy import ForeignKey, Index, PrimaryKeyConstraint

from bot.domain.cohorts import CohortState
from bot.domain.members import AbsenceKind, Fit, MemberState, Role
from storage.schema.base import col, numbered_table, optional_reference, own_id, reference, table, where
from storage.types import DAY, FLAG, ID, MOMENT, NUMBER, PLAN, QUIET, SERIAL, STRINGS, WORDS, word

cohorts = table(
    "cohorts",
    own_id(),
    col("handle", WORDS),
    col("name", WORDS),
    col("timezone", ID),
    col("starts_on", DAY),
    col("weeks", NUMBER),
    col("language", ID),
    col("state", word(CohortState)),
    col("plan", PLAN),
    Index("cohorts_handle", "handle", unique=True),
)

members = table(
    "members",
    own_id(),
    reference("cohorts", "cohort_id"),
    col("handle", WORDS),
    col("name", WORDS),
    col("role", word(Role)),
    col("timezone", ID),
    col("state", word(MemberState)),
    col("country", WORDS),
    col("language", ID),
    col("quiet", QUIET),
    col("availability", WORDS),
    col("consent_version", NUMBER),
    col("consented_at", MOMENT, nullable=True),
    col("nudges_on", FLAG),
    col("unanswered_nudges", NUMBER),
    col("shares_check_ins", FLAG),
    col("is_alumnus", FLAG),
    col("check_in_every", NUMBER),
    col("check_in_from", NUMBER),
    col("folded_handle", WORDS),  # the handle as it is looked up: letter case does not count
    col("knows_zone", FLAG, server_default="1"),
    col("knows_language", FLAG, server_default="1"),
    Index("members_handle", "cohort_id", "folded_handle", unique=True),
)

accounts = table(
    "accounts",
    col("platform", ID),
    col("workspace", ID),
    col("id", ID),
    reference("members", "member_id"),
    col("position", NUMBER),  # 0 is the one the member prefers
    PrimaryKeyConstraint("platform", "workspace", "id", "member_id"),
    Index("accounts_member", "member_id", "position", unique=True),
)

groups = table(
    "groups",
    own_id(),
    reference("cohorts", "cohort_id"),
    col("handle", WORDS),
    col("name", WORDS),
    col("timezone", ID),
    optional_reference("members", "facilitator_id"),
    col("purpose", WORDS),
    col("peer_mentor_ids", STRINGS, server_default="[]"),
    col("weeks_behind", NUMBER, server_default="0"),
    Index("groups_handle", "cohort_id", "handle", unique=True),
    Index("groups_facilitator", "facilitator_id"),
)

group_members = numbered_table(
    "group_members",
    col("id", SERIAL, primary_key=True),
    reference("groups", "group_id"),
    reference("members", "member_id"),
    col("from_on", DAY),
    col("until_on", DAY, nullable=True),
    Index("group_members_now", "member_id", unique=True, **where("until_on IS NULL")),
    Index("group_members_group", "group_id"),
)

places = table(
    "places",
    col("platform", ID),
    col("workspace", ID),
    col("channel", ID),
    reference("cohorts", "cohort_id"),
    col("name", WORDS),
    optional_reference("groups", "group_id"),
    PrimaryKeyConstraint("platform", "workspace", "channel"),
    Index("places_name", "cohort_id", "name"),
    Index("places_group", "group_id"),
)

pairings = table(
    "pairings",
    own_id(),
    reference("cohorts", "cohort_id"),
    reference("members", "learner_id"),
    reference("members", "mentor_id"),
    col("from_on", DAY),
    col("until_on", DAY, nullable=True),
    col("link", WORDS, server_default=""),
    col("fit", word(Fit), nullable=True),
    Index("pairings_learner", "learner_id"),
    Index("pairings_mentor", "mentor_id"),
    Index("pairings_cohort", "cohort_id", "learner_id"),
    Index("pairings_now", "cohort_id", "learner_id", "mentor_id", **where("until_on IS NULL")),
)

absences = table(
    "absences",
    own_id(),
    reference("members", "member_id"),
    col("kind", word(AbsenceKind)),
    col("from_on", DAY),
    col("until_on", DAY),
    Index("absences_member", "member_id", "from_on"),
)

visits = table(
    "visits",
    own_id(),
    reference("members", "member_id"),
    col("platform", ID),
    col("workspace", ID),
    col("account", ID),
    col("channel", ID),
    col("is_direct", FLAG),
    col("offered_at", MOMENT),
    col("began_at", MOMENT, nullable=True),
    col("seen_at", MOMENT, nullable=True),
    col("ended_at", MOMENT, nullable=True),
    col("cookie", ID),
    Index("visits_cookie", "cookie", unique=True, **where("cookie <> ''")),
    Index("visits_member", "member_id"),
    Index("visits_offered", "offered_at"),
)

feeds = table(
    "feeds",
    col("member_id", ID, ForeignKey("members.id"), primary_key=True),
    col("id", ID),
    col("made_at", MOMENT),
    Index("feeds_id", "id", unique=True),
)
