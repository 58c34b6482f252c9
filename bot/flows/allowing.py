"""A false alarm proposes a phrase to its coordinators: looked at on demand, allowed only by one of them, recorded."""

from collections.abc import Mapping

from bot.cards import FieldErrors
from bot.domain.allowances import Allowance, AllowState, is_narrow, plain, proposed
from bot.domain.cases import Case, Cause
from bot.domain.members import Role
from bot.domain.mydata import masked
from bot.effects import Effects, Reply
from bot.flows.case_doors import the_case
from bot.router import Router
from bot.turn import Turn
from bot.wording import allowing as wording
from bot.wording.voice import Voice

routes = Router()


async def propose(turn: Turn, case: Case) -> bool:
    """Keep the phrase that alarmed, before the excerpt is erased; not where the case is kept from anybody."""
    if case.cause is not Cause.SIGNAL or case.kept_from or await turn.tx.allowances.find(case.id) is not None:
        return False
    if await turn.tx.retention.is_forgotten(case.learner_id):
        return False
    phrase = proposed(turn.packs, case.rule, case.excerpt)
    if not phrase:
        return False
    one = Allowance(case.id, case.cohort_id, case.learner_id, case.rule, turn.now, phrase=phrase)
    await turn.tx.allowances.add(one)
    return True


@routes.action("case.phrase", role=Role.COORDINATOR)
async def show(turn: Turn, case_id: str) -> Effects:
    """Show the phrase that alarmed, to this coordinator only; recorded."""
    case, voice = await the_case(turn, case_id), Voice.to(turn.me)
    one = await _open(turn, case)
    if one is None:
        return [Reply(wording.nothing(voice, case))]
    await turn.tx.audit.add(turn.now, turn.me.id, "case.phrase_read", case.id)
    return [Reply(wording.form(voice, case, one.phrase))]


@routes.form("case.phrase_allowed", role=Role.COORDINATOR)
async def decided(turn: Turn, case_id: str, values: Mapping[str, str]) -> Effects:
    """Allow the phrase, as it stands or as it was changed; an empty one leaves the rule as it is."""
    case, voice = await the_case(turn, case_id), Voice.to(turn.me)
    one, typed = await _open(turn, case), plain(values.get("phrase", ""))
    if one is None:
        return [Reply(wording.nothing(voice, case))]
    if typed and not is_narrow(turn.packs, one.rule, typed):
        return [Reply(FieldErrors(wording.form(voice, case, typed), {"phrase": wording.too_wide(voice)}))]
    if typed and await names_somebody(turn, typed):
        return [Reply(FieldErrors(wording.form(voice, case, typed), {"phrase": wording.names_somebody(voice)}))]
    await turn.tx.allowances.save(one.decided(typed))
    await turn.tx.audit.add(turn.now, turn.me.id, "case.phrase_allowed" if typed else "case.phrase_left", case.id)
    return [Reply(wording.is_allowed(voice, case) if typed else wording.is_left(voice, case))]


async def names_somebody(turn: Turn, phrase: str) -> bool:
    """Whether a phrase names anybody of the cohort: an allowed one outlives whose words it was, and whom they named."""
    people = await turn.tx.members.in_cohort(turn.here.id)
    return masked(phrase, [plain(name) for person in people for name in (person.name, person.handle)]) != phrase


async def _open(turn: Turn, case: Case) -> Allowance | None:
    one = await turn.tx.allowances.find(case.id)
    return one if one is not None and one.state is AllowState.PROPOSED and one.phrase else None
