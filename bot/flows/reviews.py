"""A review of one's own: written from the checklist, passed on to its author, thanked for."""

from collections.abc import Mapping

from bot.domain.deadlines import ReviewRound
from bot.domain.members import Role
from bot.domain.reviews import Review
from bot.effects import Effects, Refused, Reply, Send, ToMember
from bot.flows.check_ins import heard_from
from bot.flows.passing_on import looked_at
from bot.flows.people import the_member
from bot.flows.review_rounds import readings_of
from bot.router import Router
from bot.turn import Turn
from bot.wording import common
from bot.wording import reviews as wording
from bot.wording.reviews import Reading
from bot.wording.voice import Voice

routes = Router()


async def _mine(turn: Turn, review_id: str) -> tuple[Review, ReviewRound]:
    """Return a review of the acting member's that is still to be written."""
    review = await turn.tx.reviews.get(review_id)
    round_ = turn.here.plan.review_round(review.number) if review is not None else None
    if review is None or round_ is None or review.reviewer_id != turn.me.id:
        raise Refused(common.not_yours(Voice.to(turn.me)))
    if not review.is_open:
        raise Refused(wording.settled(Voice.to(turn.me), review))
    return review, round_


@routes.action("review.write", role=Role.LEARNER)
async def write(turn: Turn, review_id: str) -> Effects:
    """Open the checklist."""
    review, round_ = await _mine(turn, review_id)
    author = await the_member(turn, review.author_id)
    return [Reply(wording.form(Voice.to(turn.me), Reading(review, author), round_))]


@routes.form("review.submit", role=Role.LEARNER)
async def submitted(turn: Turn, review_id: str, values: Mapping[str, str]) -> Effects:
    """Pass a review on to its author; its words are kept nowhere else."""
    review, round_ = await _mine(turn, review_id)
    voice = Voice.to(turn.me)
    given = {
        question: values.get(f"answer_{number}", "").strip()[: wording.ANSWER]
        for number, question in enumerate(round_.checklist)
    }
    answers = {question: answer for question, answer in given.items() if answer}
    if not answers:
        raise Refused(wording.no_answer(voice))
    care, may_go_on = await looked_at(turn, "\n".join(answers.values()))
    if not may_go_on:
        return [Reply(wording.held_back(voice)), *care]
    await turn.tx.reviews.save(review.written(turn.now))
    await heard_from(turn)
    author = await the_member(turn, review.author_id)
    rest = await readings_of(turn, await turn.tx.reviews.open_of(turn.me.id))
    card = wording.received(Voice.to(author), turn.me, round_, review, answers)
    return [Reply(wording.sent(voice, author, rest)), Send(ToMember(author.id), card), *care]


@routes.action("review.thank", role=Role.LEARNER)
async def thank(turn: Turn, review_id: str) -> Effects:
    """Thank whoever wrote a review, once."""
    review = await turn.tx.reviews.get(review_id)
    if review is None or review.author_id != turn.me.id:
        raise Refused(common.not_yours(Voice.to(turn.me)))
    reviewer = await the_member(turn, review.reviewer_id)
    card = wording.thanks(Voice.to(reviewer), turn.me)
    key = f"review.thanks:{review.id}"
    return [Reply(wording.thanked(Voice.to(turn.me), reviewer)), Send(ToMember(reviewer.id), card, key=key)]


@routes.command("peer review", role=Role.LEARNER)
async def mine(turn: Turn) -> Effects:
    """Write the next of your peer reviews."""
    voice, waiting = Voice.to(turn.me), await turn.tx.reviews.open_of(turn.me.id)
    if not waiting:
        return [Reply(wording.none(voice))]
    return await write(turn, waiting[0].id)
