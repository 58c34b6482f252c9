"""What happened with people. Personal text is sealed; `keys` holds what opens it."""

from sqlalchemy import Index, PrimaryKeyConstraint

from bot.domain.allowances import AllowState
from bot.domain.cases import CaseState, Cause, Resolution
from bot.domain.check_ins import CheckInState, Mood
from bot.domain.drafts import About
from bot.domain.gatherings import GatheringState
from bot.domain.sessions import SessionFormat, SessionState, Word
from bot.domain.signals.severity import Severity
from storage.schema.base import col, numbered_table, optional_reference, own_id, reference, table, where
from storage.types import DAY, FLAG, ID, MOMENT, MOMENTS, NUMBER, OPTIONAL_ID, SEALED, SERIAL, STRINGS, WORDS, word

check_ins = table(
    "check_ins",
    own_id(),
    reference("cohorts", "cohort_id"),
    reference("members", "learner_id"),
    col("week", NUMBER),
    col("opened_at", MOMENT),
    col("closes_at", MOMENT),
    col("state", word(CheckInState)),
    col("answered_at", MOMENT, nullable=True),
    col("mood", word(Mood), nullable=True),
    col("hardest", SEALED, nullable=True),
    col("wants_help", FLAG),
    col("is_shared", FLAG),
    Index("check_ins_learner_week", "learner_id", "week", unique=True),
    Index("check_ins_cohort_week", "cohort_id", "week", "learner_id"),
    Index("check_ins_states", "cohort_id", "state", "week", "learner_id"),
)

nudges = numbered_table(
    "nudges",
    col("id", ID),
    reference("members", "member_id"),
    col("kind", ID),
    col("at", MOMENT),
    col("made_on", DAY, key="on"),
    col("answered_at", MOMENT, nullable=True),
    col("n", SERIAL, primary_key=True),  # the order in which they were made within one moment
    Index("nudges_member", "member_id", "on"),
    Index("nudges_unanswered", "member_id", **where("answered_at IS NULL")),
)

withheld = numbered_table(
    "withheld",
    col("n", SERIAL, primary_key=True),
    reference("members", "member_id"),
    col("at", MOMENT),
    col("kind", ID),
    col("why", WORDS),
    Index("withheld_member", "member_id", "at"),
)

cases = table(
    "cases",
    own_id(),
    col("ref", WORDS),
    reference("cohorts", "cohort_id"),
    optional_reference("members", "learner_id"),
    col("category", ID),
    col("severity", word(Severity)),
    col("cause", word(Cause)),
    col("rule", WORDS),
    col("opened_at", MOMENT),
    col("state", word(CaseState)),
    col("step", NUMBER),
    col("version", NUMBER),
    col("owner_id", ID),
    col("acknowledged_at", MOMENT, nullable=True),
    col("closed_at", MOMENT, nullable=True),
    col("resolution", word(Resolution), nullable=True),
    col("channel", ID),
    col("message_id", ID),
    col("excerpt", SEALED, nullable=True),
    col("signals", NUMBER),
    col("subject_ids", STRINGS),
    col("learner_told", FLAG),
    col("opener_id", ID, server_default=""),
    col("held_at", MOMENT, nullable=True),
    col("review_on", DAY, nullable=True),
    Index("cases_ref", "cohort_id", "ref"),
    Index("cases_learner", "learner_id", "category"),
    Index("cases_opener", "opener_id", **where("opener_id <> ''")),
    Index("cases_open", "cohort_id", "opened_at", **where("state NOT IN ('resolved', 'handed_over', 'void')")),
)

case_entries = numbered_table(
    "case_entries",
    reference("cases", "case_id"),
    col("at", MOMENT),
    col("what", ID),
    col("actor_id", ID),
    col("note", SEALED, nullable=True),
    col("n", SERIAL, primary_key=True),
    Index("case_entries_case", "case_id", "at"),
)

rule_counts = table(
    "rule_counts",
    reference("cohorts", "cohort_id"),
    col("rule", WORDS),
    col("closed", NUMBER),
    col("false_alarms", NUMBER),
    PrimaryKeyConstraint("cohort_id", "rule", name="pk_rule_counts"),
)

allowances = table(
    "allowances",
    own_id(),
    reference("cohorts", "cohort_id"),
    reference("members", "member_id"),
    col("rule", WORDS),
    col("made_at", MOMENT),
    col("state", word(AllowState)),
    col("phrase", SEALED, nullable=True),
    Index("allowances_cohort", "cohort_id", "made_at"),
)

drafts = table(
    "drafts",
    own_id(),
    reference("cohorts", "cohort_id"),
    reference("members", "learner_id"),
    reference("members", "mentor_id"),
    col("cause", ID),
    col("text", SEALED, nullable=True),
    col("options", MOMENTS),
    col("created_at", MOMENT),
    col("sent_at", MOMENT, nullable=True),
    col("chosen_at", MOMENT, nullable=True),
    col("about", word(About), server_default=About.CHECK_IN.value),
    Index("drafts_cause", "cause", **where("cause <> ''")),
    Index("drafts_unsent", "cohort_id", "created_at", **where("sent_at IS NULL")),
)

sessions = table(
    "sessions",
    own_id(),
    reference("cohorts", "cohort_id"),
    reference("members", "learner_id"),
    reference("members", "mentor_id"),
    col("slot", NUMBER),
    col("minutes", NUMBER),
    col("state", word(SessionState)),
    col("starts_at", MOMENT, nullable=True),
    col("is_make_up", FLAG),
    col("mentor_said", word(Word), nullable=True),
    col("learner_said", word(Word), nullable=True),
    col("step", SEALED, nullable=True),
    col("step_on", DAY, nullable=True),
    col("shared_note", SEALED, nullable=True),
    col("private_note", SEALED, nullable=True),
    col("format", word(SessionFormat), nullable=True),
    col("calendar_id", OPTIONAL_ID, nullable=True),
    col("calendar_version", NUMBER, server_default="0"),
    col("writer_id", ID, server_default=""),
    Index("sessions_slot", "learner_id", "slot", unique=True, **where("is_make_up = 0 AND state <> 'moved'")),
    Index("sessions_learner", "learner_id", "starts_at"),
    Index("sessions_mentor", "mentor_id", "starts_at"),
    Index("sessions_cohort", "cohort_id", "slot"),
    Index("sessions_states", "cohort_id", "state", "starts_at", "learner_id"),
)

gatherings = table(
    "gatherings",
    own_id(),
    reference("cohorts", "cohort_id"),
    col("ref", ID),
    col("title", WORDS),
    col("starts_at", MOMENT),
    col("minutes", NUMBER),
    col("link", WORDS),
    col("state", word(GatheringState)),
    col("version", NUMBER),
    Index("gatherings_ref", "cohort_id", "ref", unique=True),
)

participations = numbered_table(
    "participations",
    reference("cohorts", "cohort_id"),
    reference("members", "member_id"),
    col("message_id", ID),
    col("channel", ID),
    col("at", MOMENT),
    optional_reference("groups", "group_id"),
    col("reply_to_member_id", OPTIONAL_ID, nullable=True),
    col("n", SERIAL, primary_key=True),
    Index("participations_member", "member_id", "at"),
    Index("participations_group", "group_id", "at"),
    Index("participations_cohort", "cohort_id"),
    Index("participations_weeks", "cohort_id", "at", "member_id", "reply_to_member_id"),
)

keys = table(
    "keys",
    col("kind", ID),  # "member", "case", or "master" for the row that shows whether KITH_KEY is the right one
    col("subject_id", ID),
    col("wrapped", SEALED),
    PrimaryKeyConstraint("kind", "subject_id"),
)

erasures = table(
    "erasures",
    col("kind", ID),  # as in `keys`: whose key it was
    col("subject_id", ID),
    col("times", NUMBER),  # how often that key was deleted; a backup that knows of fewer times is behind
    PrimaryKeyConstraint("kind", "subject_id"),
)
