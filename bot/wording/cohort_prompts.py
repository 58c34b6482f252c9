"""The question for the whole cohort, beside those of the groups."""

from bot.cards import Card
from bot.domain.cohorts import Cohort
from bot.domain.plan import CohortPrompt
from bot.markup import named
from bot.wording.voice import Voice


def asked(voice: Voice, cohort: Cohort, prompt: CohortPrompt) -> Card:
    """In the cohort's channel: one question, one thread."""
    return Card(
        prompt.text,
        kind="prompt.everybody",
        title=voice.say("A question for everybody, week {week}", week=prompt.week),
        why=voice.say("{cohort} has a question for all groups together in some weeks.", cohort=named(cohort.name)),
        has_thread=True,
    )
