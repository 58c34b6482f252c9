"""What peers do for each other. Personal text is sealed with the key of whoever wrote it."""

from sqlalchemy import Index

from bot.domain.hosts import HostState
from bot.domain.problems import Helped
from bot.domain.recognition import KudosState
from bot.domain.reviews import ReviewState
from storage.schema.base import col, own_id, reference, table, where
from storage.types import DAY, FLAG, MOMENT, NUMBER, SEALED, word

reviews = table(
    "reviews",
    own_id(),
    reference("cohorts", "cohort_id"),
    reference("groups", "group_id"),
    col("number", NUMBER),
    reference("members", "reviewer_id"),
    reference("members", "author_id"),
    col("due_on", DAY),
    col("state", word(ReviewState)),
    col("is_taken_over", FLAG),
    col("written_at", MOMENT, nullable=True),
    Index("reviews_pair", "cohort_id", "number", "reviewer_id", "author_id", unique=True),
    Index("reviews_open", "reviewer_id", **where("state = 'open'")),
)

hosts = table(
    "hosts",
    own_id(),
    reference("cohorts", "cohort_id"),
    reference("groups", "group_id"),
    col("week", NUMBER),
    reference("members", "learner_id"),
    col("state", word(HostState)),
    Index("hosts_asked", "group_id", "week", "learner_id", unique=True),
    Index("hosts_learner", "learner_id"),
)

kudos = table(
    "kudos",
    own_id(),
    reference("cohorts", "cohort_id"),
    reference("members", "giver_id"),
    reference("members", "receiver_id"),
    col("given_at", MOMENT),
    col("words", SEALED, nullable=True),
    col("state", word(KudosState)),
    Index("kudos_giver", "giver_id", "given_at"),
    Index("kudos_receiver", "receiver_id", "given_at"),
)

problems = table(
    "problems",
    own_id(),
    reference("cohorts", "cohort_id"),
    reference("groups", "group_id"),
    reference("members", "asker_id"),
    col("opened_at", MOMENT),
    col("is_named", FLAG),
    col("words", SEALED, nullable=True),
    col("closed_at", MOMENT, nullable=True),
    col("helped", word(Helped), nullable=True),
    col("lesson", SEALED, nullable=True),
    Index("problems_asker", "asker_id", "opened_at"),
)
