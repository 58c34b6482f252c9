"""As whom somebody acts: one account may be of several cohorts, also of two that run at the same time."""

from collections.abc import Sequence

from bot.domain.access import acting
from bot.domain.cases import Case
from bot.domain.cohorts import Cohort
from bot.domain.members import Member
from bot.events import Account, ActionChosen, CommandInvoked, Event, FormSubmitted, Place
from bot.ports import Tx

_OF_CASES = ("case.", "flag.")
_BY_REF = "coord case "


async def who_acts(
    by: Account, place: Place | None, tx: Tx, event: Event | None = None
) -> tuple[Member | None, Cohort | None]:
    """Find the acting member: in the cohort the place belongs to, else the one whose case it is, else the newest."""
    members = await tx.members.of_account(by)
    if place is not None and not place.is_direct:
        spot = await tx.places.at(place)
        members = [m for m in members if spot is None or m.cohort_id == spot.cohort_id]
    if len(members) > 1:
        case = await _case(event, members, tx)
        members = [m for m in members if case is None or m.cohort_id == case.cohort_id] or members
    found = [(member, await tx.cohorts.find(member.cohort_id)) for member in members]
    return acting((member, cohort) for member, cohort in found if cohort is not None) or (None, None)


async def _case(event: Event | None, members: Sequence[Member], tx: Tx) -> Case | None:
    """Return the case an event is about; whether somebody may know of it is asked where it is handled."""
    match event:
        case ActionChosen() | FormSubmitted() if event.action.name.startswith(_OF_CASES):
            return await tx.cases.find(event.action.subject)
        case CommandInvoked() if event.name.startswith(_BY_REF) and event.arguments.get("ref"):
            ref = str(event.arguments["ref"]).strip().upper()
            found = [await tx.cases.by_ref(member.cohort_id, ref) for member in members]
            return next((case for case in found if case is not None), None)
    return None
