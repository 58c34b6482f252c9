"""What the bot has done and has to do."""

from sqlalchemy import ForeignKeyConstraint, Index, PrimaryKeyConstraint

from bot.effects import Urgency
from bot.ports import DeliveryState, TargetKind
from storage.schema.base import col, numbered_table, table, where
from storage.types import FLAG, ID, MOMENT, NUMBER, OPTIONAL_ID, SEALED_CARD, SERIAL, WORDS, rank, word

timers = table(
    "timers",
    col("action", ID),
    col("subject", ID),
    col("due_at", MOMENT),
    col("attempts", NUMBER),
    col("retry_at", MOMENT, nullable=True),
    col("nominal", ID, nullable=True),  # the local time's key, where it was asked for at one
    col("zone", ID, nullable=True),
    PrimaryKeyConstraint("action", "subject"),
    Index("timers_due", "due_at", "action", "subject"),
    Index("timers_retry", "retry_at", **where("retry_at IS NOT NULL")),
)

outbox = numbered_table(
    "outbox",
    col("id", ID),
    col("seq", SERIAL, primary_key=True),
    col("key", ID),
    col("lane", ID),
    col("urgency", rank(Urgency)),
    col("target_kind", word(TargetKind)),
    col("platform", ID),
    col("workspace", ID),
    col("target", WORDS),
    col("card", SEALED_CARD),
    col("state", word(DeliveryState)),
    col("at", MOMENT),
    col("next_at", MOMENT),
    col("recipient_id", ID),
    col("tag", ID),
    col("deadline_at", MOMENT, nullable=True),
    col("revises", OPTIONAL_ID, nullable=True),
    col("is_doubtful", FLAG),
    col("attempt", NUMBER),
    col("fence", NUMBER),
    col("first_at", MOMENT, nullable=True),
    col("last_at", MOMENT, nullable=True),
    col("remote_id", ID),
    col("last_error", WORDS),
    col("owner", ID),
    col("lease_until", MOMENT, nullable=True),
    col("final_at", MOMENT, nullable=True),
    col("is_blank", FLAG, server_default="0"),  # its text was emptied, some days after it was final
    col("share", ID, server_default="0"),  # of the workspaces; an older worker knows none
    Index("outbox_id", "id", unique=True),
    Index("outbox_key", "key", unique=True),
    Index("outbox_claimable", "urgency", "next_at", "seq", **where("state IN ('pending', 'unknown')")),
    Index("outbox_lane", "lane", "seq", **where("state NOT IN ('sent', 'skipped', 'dead')")),
    Index("outbox_leased", "lease_until", **where("state = 'sending'")),
    Index("outbox_tag", "tag", **where("tag <> ''")),
    Index("outbox_recipient", "recipient_id", "seq"),
    Index("outbox_spent", "final_at", **where("is_blank = 0")),
    Index("outbox_plain", "seq", **where("substr(card, 1, 1) = '{'")),  # of before cards were sealed
)

attempts = table(
    "attempts",
    col("delivery_id", ID),
    col("n", NUMBER),
    col("started_at", MOMENT, nullable=True),
    col("ended_at", MOMENT, nullable=True),
    col("outcome", word(DeliveryState)),
    col("error", WORDS),
    PrimaryKeyConstraint("delivery_id", "n"),
    ForeignKeyConstraint(["delivery_id"], ["outbox.id"]),
)

leases = table(
    "leases",
    col("name", ID, primary_key=True),
    col("holder", ID),
    col("term", NUMBER),
    col("ends_at", MOMENT),
    col("speaks", NUMBER, nullable=True),  # a worker's own row tells its format (storage.formats)
)

facts = table("facts", col("name", ID, primary_key=True), col("value", WORDS))

inbox = table("inbox", col("key", WORDS, primary_key=True), col("at", MOMENT))

audit = table(
    "audit",
    col("n", SERIAL, primary_key=True, autoincrement=False),
    col("at", MOMENT),
    col("actor_id", ID),
    col("what", ID),
    col("subject_id", ID),
    col("hash", ID),
)
