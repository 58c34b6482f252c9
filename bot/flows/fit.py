"""How learner and mentor fit: asked in private after they met, held until re-pairing opens, then with a person (S7)."""

from bot.cards import Action
from bot.domain.cohorts import Cohort, CohortState
from bot.domain.members import Fit, Member, Pairing, Role
from bot.domain.moves import MoveCause, asks_at, is_unhappy, may_ask_for_another, opens_at
from bot.domain.sessions import SessionState
from bot.effects import Effects, Later, Refused, Reply, Send, ToMember
from bot.flows.moves import propose
from bot.flows.people import the_cohort, the_member
from bot.router import Router
from bot.turn import Turn
from bot.wording import fit as wording
from bot.wording.voice import Voice

routes = Router()


@routes.timer("fit.ask")
async def ask(turn: Turn, learner_id: str) -> Effects:
    """Ask a learner once how it fits, when they have met; until then look again every week."""
    learner = await the_member(turn, learner_id)
    cohort = await the_cohort(turn, learner.cohort_id)
    pairing = await turn.tx.pairings.of_learner(learner.id)
    if cohort.state is CohortState.CLOSED or not learner.is_reachable or (pairing is not None and pairing.fit):
        return []
    if pairing is None or not learner.is_active or not await _have_met(turn, pairing):
        following = asks_at(cohort, learner.timezone, turn.now)
        return [Later(following, Action("fit.ask", learner.id))] if following is not None else []
    mentor = await the_member(turn, pairing.mentor_id)
    card = wording.question(Voice.to(learner), mentor)
    return [Send(ToMember(learner.id), card, key=f"fit:{pairing.id}", tag=f"fit:{pairing.id}")]


async def _have_met(turn: Turn, pairing: Pairing) -> bool:
    counted = await turn.tx.sessions.counted(pairing.learner_id)
    return any(s.state is SessionState.ATTENDED and s.mentor_id == pairing.mentor_id for s in counted)


@routes.command("peer fit", role=Role.LEARNER)
async def fit(turn: Turn) -> Effects:
    """Say how you and your mentor fit, in private; another mentor is possible after week 2."""
    voice, pairing = Voice.to(turn.me), await _mine(turn)
    if not may_ask_for_another(turn.here, turn.now):
        return [Reply(wording.opens_on(voice, opens_at(turn.here).on))]
    return [Reply(wording.question(voice, await the_member(turn, pairing.mentor_id)))]


async def _mine(turn: Turn) -> Pairing:
    pairing = await turn.tx.pairings.of_learner(turn.me.id)
    if pairing is None:
        raise Refused(wording.no_mentor(Voice.to(turn.me)))
    return pairing


@routes.action("fit.good", role=Role.LEARNER)
async def good(turn: Turn, _subject: str) -> Effects:
    """It fits."""
    await turn.tx.pairings.say((await _mine(turn)).id, Fit.GOOD)
    return [Reply(wording.glad(Voice.to(turn.me)))]


@routes.action("fit.deciding", role=Role.LEARNER)
async def deciding(turn: Turn, _subject: str) -> Effects:
    """Too early to say."""
    await turn.tx.pairings.say((await _mine(turn)).id, Fit.DECIDING)
    return [Reply(wording.take_time(Voice.to(turn.me)))]


@routes.action("fit.not_good", role=Role.LEARNER)
async def not_good(turn: Turn, _subject: str) -> Effects:
    """It does not fit: a coordinator hears of it, when re-pairing is open; the mentor never does."""
    await turn.tx.pairings.say((await _mine(turn)).id, Fit.NOT_GOOD)
    voice, opens = Voice.to(turn.me), opens_at(turn.here)
    if not may_ask_for_another(turn.here, turn.now):
        return [Reply(wording.heard(voice, opens.on)), Later(opens, Action("fit.open", turn.me.id))]
    return [Reply(wording.heard(voice, None)), *await propose(turn, turn.here, turn.me, MoveCause.FIT)]


@routes.timer("fit.open")
async def opened(turn: Turn, learner_id: str) -> Effects:
    """Re-pairing opens: what was held goes to the coordinator on duty, unless it fits by now."""
    learner = await the_member(turn, learner_id)
    cohort = await the_cohort(turn, learner.cohort_id)
    if not learner.is_active or not is_unhappy(await turn.tx.pairings.of_learner(learner.id)):
        return []
    return await propose(turn, cohort, learner, MoveCause.FIT)


def first_question(turn: Turn, cohort: Cohort, learner: Member) -> Effects:
    """Set when a learner is asked."""
    when = asks_at(cohort, learner.timezone, turn.now) if cohort.plan.sessions.enabled else None
    return [Later(when, Action("fit.ask", learner.id))] if when is not None else []
