"""What is arranged with one person: more time, another mentor, an hour with somebody; and what pairing knows."""

from sqlalchemy import Index, PrimaryKeyConstraint

from bot.domain.extensions import ExtensionState
from bot.domain.members import MeetingFormat
from bot.domain.moves import MoveCause, MoveState
from bot.domain.office_hours import BookingState
from storage.schema.base import col, optional_reference, own_id, reference, table, where
from storage.types import DAY, FLAG, ID, MOMENT, NUMBER, SEALED, WORD_SET, WORDS, word

extensions = table(
    "extensions",
    own_id(),
    reference("cohorts", "cohort_id"),
    reference("members", "learner_id"),
    col("milestone", WORDS),
    col("days", NUMBER),
    col("due_on", DAY),
    col("asked_at", MOMENT),
    col("state", word(ExtensionState)),
    col("is_automatic", FLAG),
    col("decided_at", MOMENT, nullable=True),
    col("decided_by", ID),
    col("reason", SEALED, nullable=True),
    Index("extensions_learner", "learner_id", "asked_at"),
    Index("extensions_cohort", "cohort_id", "asked_at"),
)

bookings = table(
    "bookings",
    own_id(),
    reference("cohorts", "cohort_id"),
    reference("members", "learner_id"),
    reference("members", "host_id"),
    col("starts_at", MOMENT),
    col("minutes", NUMBER),
    col("state", word(BookingState)),
    Index("bookings_place", "host_id", "starts_at", unique=True, **where("state = 'booked'")),
    Index("bookings_learner", "learner_id", "starts_at"),
    Index("bookings_cohort", "cohort_id", "starts_at"),
)

moves = table(
    "moves",
    own_id(),
    reference("cohorts", "cohort_id"),
    reference("members", "learner_id"),
    reference("members", "from_id"),
    optional_reference("members", "to_id"),
    col("cause", word(MoveCause)),
    col("asked_at", MOMENT),
    col("state", word(MoveState)),
    col("decided_at", MOMENT, nullable=True),
    col("decided_by", ID),
    Index("moves_open", "learner_id", unique=True, **where("state IN ('consent', 'waiting')")),
    Index("moves_cohort", "cohort_id", "asked_at"),
)

traits = table(
    "traits",
    reference("members", "member_id"),
    col("stage", NUMBER),
    col("style", WORDS),
    col("format", word(MeetingFormat)),
    col("capacity", NUMBER),
    col("load", NUMBER),
    col("load_on", DAY, nullable=True),
    col("module", NUMBER, nullable=True),
    *[col(name, WORD_SET, server_default="[]") for name in ("goals", "strengths", "affinity", "avoid", "prefer")],
    col("shares_goals", FLAG, server_default="0"),
    PrimaryKeyConstraint("member_id"),
)
