"""Office hours are booked with one tap, once; reminded an hour before; given back as easily (S11, C12)."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.cards import Action, Card
from bot.domain.members import Member, Role
from bot.domain.office_hours import REMIND_AHEAD, Booking, FreePlace, free_places
from bot.domain.schedule import local_date
from bot.effects import Effects, Later, Refused, Reply, Revise, Send, ToMember, Urgency
from bot.flows.milestones import opened
from bot.flows.people import the_cohort, the_member
from bot.router import Router
from bot.turn import Turn
from bot.wording import common
from bot.wording import office_hours as wording
from bot.wording.voice import Voice

routes = Router()


@dataclass(frozen=True, slots=True)
class Desk:
    """The places nobody has, soonest first, and who is there, by handle."""

    free: tuple[FreePlace, ...]
    hosts: dict[str, Member]

    def place(self, free: FreePlace) -> wording.Place:
        """Return a place with who is there."""
        return wording.Place(free, self.hosts[free.host])


async def _desk(turn: Turn) -> Desk:
    """Look who is there when, for a learner: outside their quiet hours, days off and sessions."""
    hours = turn.here.plan.office_hours
    if not hours:
        return Desk((), {})
    hosts = {m.handle: m for m in await turn.tx.members.in_cohort(turn.here.id) if m.is_active}
    names = {host.id: host.handle for host in hosts.values()}
    booked = await turn.tx.bookings.in_cohort(turn.here.id, turn.now)
    taken = {(names.get(one.host_id, ""), one.starts_at) for one in booked}
    free = free_places(hours, taken, opened(turn.here, turn.now), turn.now)
    return Desk(tuple([place for place in free if place.host in hosts]), hosts)


async def _suits(turn: Turn, places: tuple[FreePlace, ...]) -> list[FreePlace]:
    """Return those at which the acting learner is awake, not away, and in no session."""
    me = turn.me
    sessions = [one.span for one in await turn.tx.sessions.taken(me.id, turn.now) if one.span is not None]
    absences = await turn.tx.absences.of_member(me.id)
    return [
        place
        for place in places
        if not me.quiet.contains(place.starts_at, me.timezone)
        and not any(start <= place.starts_at < end for start, end in sessions)
        and not any(absence.covers(local_date(place.starts_at, me.timezone)) for absence in absences)
    ]


async def _mine(turn: Turn) -> list[wording.Booked]:
    bookings = await turn.tx.bookings.of_member(turn.me.id, turn.now)
    return [await _as_read(turn, one, turn.me) for one in bookings]


async def _as_read(turn: Turn, booking: Booking, reader: Member) -> wording.Booked:
    """Return a booking as one of its two reads it."""
    is_learner = reader.id == booking.learner_id
    host = await the_member(turn, booking.host_id)
    other = host if is_learner else await the_member(turn, booking.learner_id)
    cohort = await the_cohort(turn, booking.cohort_id)
    hours = [one for one in cohort.plan.office_hours if one.host == host.handle and one.starts_at <= booking.starts_at]
    link = max(hours, key=lambda one: one.starts_at).link if hours else ""
    return wording.Booked(booking, other, link)


@routes.command("peer my hours")
async def page(turn: Turn) -> Effects:
    """Office hours: book the next free place with one tap, see yours, give one back."""
    mine, desk = await _mine(turn), await _desk(turn)
    free = await _suits(turn, desk.free) if turn.me.role is Role.LEARNER and not mine else []
    return [Reply(wording.page(Voice.to(turn.me), mine, [desk.place(one) for one in free]))]


@routes.action("office.book", role=Role.LEARNER)
async def book(turn: Turn, subject: str) -> Effects:
    """Book the next free place, or the one that was chosen; a place that is gone is answered with the next."""
    voice, desk = Voice.to(turn.me), await _desk(turn)
    mine = await _mine(turn)
    if mine:
        raise Refused(wording.has_one(voice, mine[0]))
    suiting = await _suits(turn, desk.free)
    following = desk.place(suiting[0]) if suiting else None
    chosen = _chosen(desk, subject) if subject else (suiting[0] if suiting else None)
    if chosen is None:
        raise Refused(wording.taken(voice, following) if subject else wording.none_free(voice))
    host = desk.hosts[chosen.host]
    booking_id = turn.new_id("booking", turn.me.id, host.id, chosen.starts_at)
    booking = Booking(booking_id, turn.here.id, turn.me.id, host.id, chosen.starts_at, chosen.minutes)
    if not await turn.tx.bookings.add(booking):
        raise Refused(wording.taken(voice, following))
    theirs = wording.Booked(booking, turn.me, chosen.link)
    ours = wording.Booked(booking, host, chosen.link)
    effects: Effects = [
        Reply(_dated(turn, turn.me, ours, wording.booked(voice, ours))),
        Send(
            ToMember(host.id), _dated(turn, host, theirs, wording.for_host(Voice.to(host), theirs)), tag=_tag(booking)
        ),
    ]
    at = booking.starts_at - REMIND_AHEAD
    return [*effects, Later(at, Action("office.remind", booking.id))] if at > turn.now else effects


def _dated(turn: Turn, reader: Member, booked: wording.Booked, card: Card) -> Card:
    """Return the card with the place's entry for its reader's calendar."""
    return replace(card, attachment=wording.entry(Voice.to(reader), booked, turn.now))


def _tag(booking: Booking) -> str:
    return f"office:{booking.id}"


def _chosen(desk: Desk, subject: str) -> FreePlace | None:
    """Return the free place a button means; None when it is gone."""
    host_id, _, moment = subject.partition(":")
    if not moment.isdecimal() or len(moment) > 9:
        return None
    at = datetime.fromtimestamp(int(moment) * 60, UTC)
    return next((p for p in desk.free if p.starts_at == at and desk.hosts[p.host].id == host_id), None)


@routes.action("office.cancel")
async def cancel(turn: Turn, booking_id: str) -> Effects:
    """Give a place back; the other of the two is told."""
    booking = await turn.tx.bookings.get(booking_id)
    if booking is None or turn.me.id not in (booking.learner_id, booking.host_id):
        raise Refused(common.not_yours())
    voice = Voice.to(turn.me)
    if not booking.is_booked:
        return [Reply(wording.cancelled(voice))]
    given_back = booking.cancelled()
    await turn.tx.bookings.save(given_back)
    other_id = booking.host_id if turn.me.id == booking.learner_id else booking.learner_id
    other = await the_member(turn, other_id)
    theirs, mine = await _as_read(turn, given_back, other), await _as_read(turn, given_back, turn.me)
    off = wording.was_cancelled(Voice.to(other), theirs)
    return [
        Reply(_dated(turn, turn.me, mine, wording.cancelled(voice))),
        Revise(_tag(booking), wording.cancelled(voice)),
        Send(ToMember(other.id), _dated(turn, other, theirs, off), Urgency.ANSWER),
    ]


@routes.timer("office.remind")
async def remind(turn: Turn, booking_id: str) -> Effects:
    """Remind both, an hour before."""
    booking = await turn.tx.bookings.get(booking_id)
    if booking is None or not booking.is_booked or booking.starts_at <= turn.now:
        return []
    people = [await the_member(turn, one) for one in (booking.learner_id, booking.host_id)]
    return [
        Send(
            ToMember(member.id),
            wording.reminder(Voice.to(member), await _as_read(turn, booking, member)),
            tag=_tag(booking),
            deadline_at=booking.starts_at,
        )
        for member in people
        if member.is_active
    ]
