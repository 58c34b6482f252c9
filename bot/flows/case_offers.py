"""What a coordinator chooses for somebody who fell silent: four ways, each looked at again on a day they set."""

from collections.abc import Mapping
from datetime import date, time, timedelta

from bot.cards import Action
from bot.domain.cases import NOTE_LIMIT, Case, CaseState, Offer
from bot.domain.days import parse_day
from bot.domain.members import Role
from bot.domain.schedule import LocalTime, local_date
from bot.effects import Effects, Later, Refused, Reply, Send, ToMember
from bot.flows.case_doors import save, the_case
from bot.flows.case_record import acted
from bot.flows.people import the_member
from bot.router import Router
from bot.turn import Turn
from bot.wording import case_desk as desk
from bot.wording import case_offers as wording
from bot.wording import cases as cases_wording
from bot.wording.voice import Voice

routes = Router()

USUALLY = timedelta(days=14)
"""When a choice is looked at again unless another day is set (acceptance cohort: 24 March, 7 April)."""
AT = time(9)


@routes.action("case.offer", role=Role.COORDINATOR)
async def offer(turn: Turn, case_id: str) -> Effects:
    """Open the four choices."""
    case = await the_case(turn, case_id)
    by = local_date(turn.now, turn.me.timezone) + USUALLY
    return [Reply(wording.form(Voice.to(turn.me), case, by))]


@routes.form("case.offered", role=Role.COORDINATOR)
async def offered(turn: Turn, case_id: str, values: Mapping[str, str]) -> Effects:
    """Keep what was chosen, and come back to it on the day."""
    case, voice = await the_case(turn, case_id), Voice.to(turn.me)
    if case.is_closed:
        raise Refused(cases_wording.closed_already(voice, case))
    if case.is_unowned:
        raise Refused(desk.take_first(voice, case))
    choice, by = _choice(turn, case, values)
    changed = case.in_contact()
    await save(turn, changed)
    await acted(turn, changed, f"offered:{choice}", values.get("note", "").strip()[:NOTE_LIMIT])
    learner = await the_member(turn, case.learner_id)
    return [
        Reply(wording.chosen(voice, changed, learner, choice, by)),
        Later(LocalTime(by, AT, turn.me.timezone), Action("case.follow_up", case.id)),
    ]


def _choice(turn: Turn, case: Case, values: Mapping[str, str]) -> tuple[Offer, date]:
    typed, today = values.get("by", "").strip(), local_date(turn.now, turn.me.timezone)
    try:
        choice, by = Offer(values.get("offer", "")), parse_day(typed, today)
    except ValueError:
        by = date.min
    if by < today:
        raise Refused(wording.cannot_read(Voice.to(turn.me), case, typed))
    return choice, by


@routes.timer("case.follow_up")
async def follow_up(turn: Turn, case_id: str) -> Effects:
    """On the day that was set: ask its owner how it went."""
    case = await turn.tx.cases.find(case_id)
    if case is None or case.is_closed or case.state not in (CaseState.ACKNOWLEDGED, CaseState.IN_CONTACT):
        return []
    owner, learner = await the_member(turn, case.owner_id), await the_member(turn, case.learner_id)
    return [Send(ToMember(owner.id), wording.follow_up(Voice.to(owner), case, learner), tag=f"case:{case.id}")]
