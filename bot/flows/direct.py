"""A private message in plain words: people answer bots as they answer people."""

from datetime import timedelta

from bot.domain.access import Standing, standing
from bot.domain.check_ins import CheckIn, Mood
from bot.domain.drafts import Draft
from bot.domain.members import Role
from bot.domain.short_answers import ShortAnswer, short_answer
from bot.effects import Effects, Reply, Revise
from bot.flows import check_ins
from bot.flows.people import the_member
from bot.flows.reach_out import withdraw
from bot.turn import Turn
from bot.wording import check_ins as check_in_wording
from bot.wording import direct as wording
from bot.wording import standing as standing_wording
from bot.wording.voice import Voice

WORDS = 1000
"""Characters of a private message that are kept as the answer to a check-in."""
STILL_ANSWERED = timedelta(days=14)
"""How long after a mentor's message plain words may be meant for them."""


async def answer(turn: Turn, text: str) -> Effects:
    """Take plain words as the answer to the open check-in; without one, say what can be done here."""
    voice, where = Voice.to(turn.me), standing(turn.me, turn.here)
    if where is not Standing.TAKES_PART:
        return [Reply(standing_wording.refused(voice, where, turn.me, turn.here))]
    if turn.me.role is not Role.LEARNER:
        return [Reply(wording.what_i_can_do(voice, turn.me))]
    await check_ins.heard_from(turn)
    message = await _message(turn)
    check_in = await turn.tx.check_ins.open_of(turn.me.id)
    if check_in is not None:
        return await _check_in(turn, check_in, text.strip()[:WORDS], message)
    if message is not None:
        mentor = await the_member(turn, message.mentor_id)
        return [Reply(wording.for_your_mentor(voice, mentor, message))]
    if short_answer(text) is ShortAnswer.HELP:
        return [Reply(wording.help_offer(voice))]
    return [Reply(wording.what_i_can_do(voice, turn.me))]


async def _message(turn: Turn) -> Draft | None:
    """Return the mentor's message the learner may be answering: a recent one without a time chosen."""
    message = await turn.tx.drafts.last_sent_to(turn.me.id)
    if message is None or message.chosen_at is not None or message.sent_at is None:
        return None
    return message if turn.now - message.sent_at <= STILL_ANSWERED else None


async def _check_in(turn: Turn, check_in: CheckIn, text: str, message: Draft | None) -> Effects:
    match short_answer(text):
        case ShortAnswer.SKIP:
            return await check_ins.skip(turn, check_in)
        case ShortAnswer.HELP:
            return await check_ins.answer(turn, check_in, Mood.HARD, wants_help=True)
        case ShortAnswer.FINE:
            answered = await check_ins.store(turn, check_in, Mood.FINE)
        case ShortAnswer.HARD:
            answered = await check_ins.store(turn, check_in, Mood.HARD)
        case _:
            answered = await check_ins.store(turn, check_in, Mood.MIXED, text)
    voice, outlook = Voice.to(turn.me), await check_ins.outlook(turn)
    return [
        Reply(wording.kept(voice, answered, outlook, message)),
        Revise(f"check_in:{check_in.id}", check_in_wording.answered(voice, answered)),
        *await withdraw(turn, turn.me),
    ]
