"""What has had its time is gone: said without figures, since one could tell of a case that is kept from somebody."""

from bot.cards import Card
from bot.domain.cohorts import Cohort
from bot.wording.common import run_button
from bot.wording.voice import Voice


def purged(voice: Voice, cohort: Cohort) -> Card:
    """To a coordinator who asked for it."""
    kept = cohort.plan.retention
    return Card(
        voice.say(
            "Done. Gone is whatever had its time: what people wrote, {texts} days after the last day; excerpts and "
            "notes of cases, {texts} days after they were closed, unless on hold; closed cases altogether, after a "
            "year, false alarms after a month; names and accounts, {identities} days after the last day; rows of the "
            "audit log, after two years; texts of messages, a week after they went out. It happens every day by "
            "itself, too, and stands in the audit log.",
            texts=kept.texts.days,
            identities=kept.identities.days,
        ),
        kind="retention.purged",
        why=voice.say("You asked for it."),
        buttons=(run_button(voice.say("Privacy notice"), "peer privacy"),),
    )
