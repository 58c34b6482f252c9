"""Surveys, and what people said in them."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WHOLE = sa.Integer()
BIG = sa.Integer().with_variant(sa.BigInteger(), "postgresql")
BYTES = sa.LargeBinary()


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "surveys",
        *[sa.Column(name, TEXT, nullable=False) for name in ("id", "cohort_id", "kind")],
        sa.Column("number", WHOLE, nullable=False),
        sa.Column("questions", TEXT, nullable=False),
        sa.Column("opened_at", BIG, nullable=False),
        sa.Column("closes_at", BIG, nullable=False),
        sa.Column("closed_at", BIG, nullable=True),
        *[sa.Column(name, WHOLE, nullable=False) for name in ("asked", "answered", "raised")],
        sa.Column("results", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_surveys"),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohorts.id"], name="fk_surveys_cohort_id"),
        sqlite_strict=True,
    )
    op.create_index("surveys_name", "surveys", ["cohort_id", "kind", "number"], unique=True)
    op.create_table(
        "survey_answers",
        *[sa.Column(name, TEXT, nullable=False) for name in ("id", "survey_id", "cohort_id", "member_id", "state")],
        sa.Column("answered_at", BIG, nullable=True),
        sa.Column("scores", BYTES, nullable=True),
        sa.Column("words", BYTES, nullable=True),
        sa.Column("quote", TEXT, nullable=False),
        sa.Column("was_offered", BIG, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_survey_answers"),
        sa.ForeignKeyConstraint(["survey_id"], ["surveys.id"], name="fk_survey_answers_survey_id"),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohorts.id"], name="fk_survey_answers_cohort_id"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_survey_answers_member_id"),
        sqlite_strict=True,
    )
    op.create_index("survey_answers_member", "survey_answers", ["survey_id", "member_id"], unique=True)
    op.create_index("survey_answers_cohort", "survey_answers", ["cohort_id"])
