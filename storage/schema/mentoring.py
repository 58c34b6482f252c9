"""What mentors learn, the pairs nobody knows of yet, and the hub."""

from sqlalchemy import Index, PrimaryKeyConstraint

from bot.domain.hub import HubKind, HubState
from storage.schema.base import col, own_id, reference, table
from storage.types import DAY, FLAG, ID, MOMENT, NUMBER, WORDS, word

trainings = table(
    "trainings",
    reference("members", "member_id"),
    col("parts", NUMBER),
    col("scenes", NUMBER),
    col("finished_at", MOMENT, nullable=True),
    col("refreshed_at", MOMENT, nullable=True),
    PrimaryKeyConstraint("member_id"),
)

pair_proposals = table(
    "pair_proposals",
    own_id(),
    reference("cohorts", "cohort_id"),
    reference("members", "learner_id"),
    reference("members", "mentor_id"),
    col("proposed_at", MOMENT),
    col("link", WORDS),
    col("is_by_hand", FLAG),
    col("approved_at", MOMENT, nullable=True),
    col("approved_by", ID),
    Index("pair_proposals_learner", "learner_id", unique=True),
    Index("pair_proposals_cohort", "cohort_id"),
)

hub_items = table(
    "hub_items",
    own_id(),
    reference("cohorts", "cohort_id"),
    col("ref", ID),
    col("kind", word(HubKind)),
    col("title", WORDS),
    col("text", WORDS),
    reference("members", "owner_id"),
    col("review_on", DAY),
    col("link", WORDS),
    col("state", word(HubState)),
    col("replaces", ID),
    Index("hub_items_ref", "cohort_id", "ref", unique=True),
)
