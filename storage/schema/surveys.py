"""Surveys and what people said in them. Scores and words are sealed with their key."""

from sqlalchemy import Index

from bot.domain.survey_answers import AnswerState, Quote
from bot.domain.surveys import SurveyKind
from storage.schema.base import col, own_id, reference, table
from storage.types import FLAG, MOMENT, NUMBER, RESULTS, SEALED, STRINGS, word

surveys = table(
    "surveys",
    own_id(),
    reference("cohorts", "cohort_id"),
    col("kind", word(SurveyKind)),
    col("number", NUMBER),
    col("questions", STRINGS),
    col("opened_at", MOMENT),
    col("closes_at", MOMENT),
    col("closed_at", MOMENT, nullable=True),
    col("asked", NUMBER),
    col("answered", NUMBER),
    col("raised", NUMBER),
    col("results", RESULTS),
    Index("surveys_name", "cohort_id", "kind", "number", unique=True),
)

survey_answers = table(
    "survey_answers",
    own_id(),
    reference("surveys", "survey_id"),
    reference("cohorts", "cohort_id"),
    reference("members", "member_id"),
    col("state", word(AnswerState)),
    col("answered_at", MOMENT, nullable=True),
    col("scores", SEALED, nullable=True),
    col("words", SEALED, nullable=True),
    col("quote", word(Quote)),
    col("was_offered", FLAG),
    Index("survey_answers_member", "survey_id", "member_id", unique=True),
    Index("survey_answers_cohort", "cohort_id"),
)
