"""What people say for being together well: aims, norms, spaces, topics; and groups that are only proposed."""

from sqlalchemy import Index, PrimaryKeyConstraint

from bot.domain.aims import Word
from bot.domain.group_drafts import DraftState
from bot.domain.norms import NormState
from storage.schema.base import col, optional_reference, own_id, reference, table, where
from storage.types import GROUPS, ID, MOMENT, NUMBER, SEALED, STRINGS, WORDS, word

aims = table(
    "aims",
    reference("members", "member_id"),
    col("by_week_2", SEALED, nullable=True),
    col("by_week_4", SEALED, nullable=True),
    col("access", SEALED, nullable=True),
    col("hours", NUMBER),
    col("word_2", word(Word), nullable=True),
    col("word_4", word(Word), nullable=True),
    PrimaryKeyConstraint("member_id"),
)

topics = table(
    "topics",
    own_id(),
    reference("cohorts", "cohort_id"),
    optional_reference("groups", "group_id"),
    reference("members", "opener_id"),
    col("title", WORDS),
    col("purpose", WORDS),
    col("opened_at", MOMENT),
    col("heard_at", MOMENT),
    col("closed_at", MOMENT, nullable=True),
    Index("topics_cohort", "cohort_id"),
)

norms = table(
    "norms",
    own_id(),
    reference("groups", "group_id"),
    reference("members", "member_id"),
    col("offered_at", MOMENT),
    col("state", word(NormState)),
    col("text", SEALED, nullable=True),
    Index("norms_member", "group_id", "member_id", unique=True),
)

spaces = table(
    "spaces",
    own_id(),
    reference("cohorts", "cohort_id"),
    col("handle", WORDS),
    col("name", WORDS),
    col("about", WORDS),
    Index("spaces_handle", "cohort_id", "handle", unique=True),
)

space_members = table(
    "space_members",
    reference("spaces", "space_id"),
    reference("members", "member_id"),
    PrimaryKeyConstraint("space_id", "member_id"),
    Index("space_members_member", "member_id"),
)

group_drafts = table(
    "group_drafts",
    own_id(),
    reference("cohorts", "cohort_id"),
    col("made_at", MOMENT),
    col("made_by", ID),
    col("groups", GROUPS),
    col("unplaced", STRINGS),
    col("bound_worst", NUMBER),
    col("bound_mean", NUMBER),
    col("state", word(DraftState)),
    col("decided_by", ID),
    Index("group_drafts_open", "cohort_id", unique=True, **where("state IN ('open', 'approved')")),
)
