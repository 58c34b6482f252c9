"""A mentor and a learner meet: times, reminders, what they say afterwards, and what follows when they did not meet."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.domain.cases import Offer
from bot.domain.members import Member, Role
from bot.domain.sessions import Session, SessionFormat, SessionState, Word
from bot.wording import (
    case_offers,
    session_agenda,
    session_calendar,
    session_days,
    session_ladder,
    session_links,
    session_notes,
    session_times,
    sessions,
)
from bot.wording.voice import Voice
from tests.golden.case import Case, case
from tests.golden.sample import DAY, NOW, VOICE, cohort, learner, member, mentor, the_case
from tests.golden.typed import Typed

AGENDA = (5, 10, 15, 10, 5)
AT = NOW + timedelta(days=5, hours=3, minutes=30)


def session(**changed: Any) -> Session:
    """The second session, planned for a Tuesday evening."""
    keys: dict[str, Any] = {"state": SessionState.PLANNED, "starts_at": AT}
    return Session("se2", "spring", "id-L04", "id-M02", 2, 45, **(keys | changed))


def of_sessions(typed: Typed) -> Iterator[Case]:
    person, guide, planned = learner(typed), mentor(typed), session()
    far = member(typed.other, "M03", Role.MENTOR, timezone="Asia/Kolkata")
    open_ = session(state=SessionState.UNPLANNED, starts_at=None)
    offer = sessions.Offer(open_, guide, (AT, AT + timedelta(days=7), AT + timedelta(days=2)))
    yield case(sessions.choose, "two times", VOICE, cohort(typed), offer)
    yield case(sessions.choose, "on another clock", VOICE, cohort(typed), replace(offer, other=far))
    yield case(sessions.choose, "the last page", VOICE, cohort(typed), replace(offer, page=1))
    yield case(sessions.choose, "a time was taken", VOICE, cohort(typed), replace(offer, is_stale=True))
    yield case(sessions.choose, "to move it", VOICE, cohort(typed), replace(offer, session=planned))
    for function in (sessions.planned, sessions.agreed, sessions.chosen):
        yield case(function, "", VOICE, planned, guide)
    yield case(sessions.planned, "past midnight for the other", VOICE, planned, replace(far, timezone="Asia/Tokyo"))
    yield case(sessions.was_moved, "", VOICE)
    yield case(sessions.left_out, "", VOICE, guide)
    yield case(sessions.called_off, "", VOICE, planned, guide)
    yield case(sessions.called_off, "without a time", VOICE, open_, guide)
    yield case(sessions.taken_out, "", VOICE, planned, guide)
    yield case(sessions.was_called_off, "", VOICE)
    yield case(sessions.no_common_time, "", VOICE, open_, person)
    yield case(sessions.why_no_times, "", VOICE, guide)
    yield case(sessions.no_time_left, "to the learner", VOICE, open_, guide, person)
    yield case(sessions.no_time_left, "to the mentor", VOICE, open_, person, guide)
    yield from _refused(typed)


def _refused(typed: Typed) -> Iterator[Case]:
    person = learner(typed)
    yield case(sessions.not_any_more, "", VOICE)
    yield case(sessions.has_begun, "", VOICE, session())
    yield case(sessions.none_now, "", VOICE)
    yield case(sessions.nothing_to_plan, "", VOICE, person)
    yield case(session_times.no_such_time, "", VOICE, typed.words)
    yield case(session_times.out_of_bounds, "", VOICE, AT, DAY)
    yield case(session_times.in_quiet_hours, "", VOICE, AT, person)
    yield case(session_times.taken, "", VOICE, AT, person)
    yield case(session_agenda.agenda, "", VOICE, AGENDA)
    yield case(session_agenda.agenda, "as the learner reads it", VOICE, AGENDA, is_learner=True)
    yield case(session_agenda.in_short, "", VOICE, AGENDA)
    yield case(session_agenda.template, "", VOICE, AGENDA)
    yield case(session_agenda.no_such_length, "", VOICE)


def of_session_days(typed: Typed) -> Iterator[Case]:
    person, guide, planned = learner(typed), mentor(typed), session()
    coming = session_days.Coming(planned, AGENDA, "https://meet.example.org/sofia")
    yield case(session_days.reminder, "a day before", VOICE, coming, guide, AT - timedelta(hours=24))
    yield case(session_days.reminder, "an hour before", VOICE, coming, guide, AT - timedelta(hours=1))
    yield case(session_days.reminder, "without a link", VOICE, replace(coming, link=""), guide, AT)
    known = replace(coming, is_known=True)
    yield case(session_days.reminder, "whoever met last time", VOICE, known, guide, AT - timedelta(hours=24))
    yield case(session_days.reminder, "their mentor", VOICE, known, person, AT - timedelta(hours=24))
    yield case(session_days.did_you_meet, "", VOICE, planned, guide)
    for word in Word:
        yield case(session_days.was_said, str(word), VOICE, word)
        yield case(session_days.noted, f"{word}, the mentor", VOICE, planned, person, is_mentor=True, word=word)
        yield case(session_days.noted, f"{word}, the learner", VOICE, planned, guide, is_mentor=False, word=word)
    met = replace(planned, state=SessionState.ATTENDED)
    yield case(session_days.noted, "met, how is still open", VOICE, met, person, is_mentor=True, word=Word.MET)
    yield case(session_days.differs, "", VOICE, planned, guide)
    yield case(session_days.not_yet, "", VOICE, planned)
    yield case(session_days.not_counted, "", VOICE)
    yield case(session_days.none_yet, "", VOICE, person)


def of_session_links(typed: Typed) -> Iterator[Case]:
    person, guide, link = learner(typed), mentor(typed), "https://meet.example.org/sofia"
    met = session(state=SessionState.ATTENDED)
    for place, situation in ((link, "a place"), ("", "no place")):
        yield case(session_links.kept, situation, VOICE, person, place)
        yield case(session_links.changed, situation, VOICE, guide, place)
    yield case(session_links.shown, "", VOICE, link)
    yield case(session_links.no_pair, "", VOICE, person)
    yield case(session_links.no_such_link, "", VOICE, person, typed.words)
    yield case(session_links.ways, "", VOICE, met)
    yield case(session_links.way, "nobody said", VOICE, met)
    yield case(session_links.counted_ways, "", VOICE, {SessionFormat.CHAT: 2, SessionFormat.VIDEO: 1})
    for way in SessionFormat:
        yield case(session_links.way, str(way), VOICE, replace(met, format=way))
    yield case(session_links.recorded, "", VOICE, replace(met, format=SessionFormat.MIXED))


def of_session_calendar(typed: Typed) -> Iterator[Case]:
    yield case(_in_a_calendar, "planned", VOICE, session(), mentor(typed))
    yield case(_in_a_calendar, "without a time", VOICE, session(starts_at=None), mentor(typed))
    yield case(_in_a_calendar, "called off", VOICE, session().excused(), mentor(typed))


def _in_a_calendar(voice: Voice, planned: Session, other: Member) -> str:
    found = session_calendar.entry(voice, planned, other, "https://meet.example.org/sofia", NOW)
    if found is None:
        return "nothing"
    return f"{found.title}\n{found.about}\n{found.link}\ncancelled: {found.is_cancelled}, version {found.version}"


def of_session_notes(typed: Typed) -> Iterator[Case]:
    guide, bare = mentor(typed), session()
    full = replace(
        bare, step=typed.words[:300], step_on=DAY, shared_note=typed.words[:1000], private_note=typed.line[:1000]
    )
    yield case(session_notes.form, "the mentor's", VOICE, full, is_mentor=True)
    yield case(session_notes.form, "the learner's", VOICE, bare, is_mentor=False)
    yield case(session_notes.kept, "a step", VOICE, full, guide)
    yield case(session_notes.kept, "a note", VOICE, bare, guide)
    yield case(session_notes.told, "", VOICE, full, guide)
    yield case(session_notes.told, "without a day", VOICE, replace(full, step_on=None), guide)
    yield case(session_notes.notes, "the mentor's", VOICE, full, is_mentor=True)
    yield case(session_notes.notes, "the learner's", VOICE, full, is_mentor=False)
    yield case(session_notes.notes, "none", VOICE, bare, is_mentor=False)
    yield case(session_notes.step_due, "", VOICE, full, guide)
    yield case(session_notes.step_asked, "its day is over", VOICE, full, DAY + timedelta(days=60))
    yield case(session_notes.step_asked, "its day is ahead", VOICE, replace(full, step_on=DAY + timedelta(days=9)), DAY)
    yield case(session_notes.no_such_day, "", VOICE, typed.words)
    yield case(session_notes.past_day, "", VOICE, DAY)
    yield case(session_notes.no_session_yet, "", VOICE)


def of_session_ladder(typed: Typed) -> Iterator[Case]:
    person, guide, missed = learner(typed), mentor(typed), session(state=SessionState.MISSED)
    yield case(session_ladder.note_wanted, "", VOICE, person, missed)
    yield case(session_ladder.note_form, "", VOICE, person, missed)
    yield case(session_ladder.note_needed, "", VOICE, missed)
    yield case(session_ladder.with_a_person, "", VOICE, person)
    yield case(session_ladder.note_written, "", VOICE, person)
    yield case(session_ladder.still_needed, "", VOICE, person, missed)
    yield case(session_ladder.not_written, "", VOICE, guide, person)
    yield case(session_ladder.no_mentor, "", VOICE, person)


def of_case_offers(typed: Typed) -> Iterator[Case]:
    person = learner(typed)
    quiet = the_case(typed, category="missed_sessions", excerpt="", message_id="", channel="")
    yield case(case_offers.form, "", VOICE, quiet, DAY)
    for offer in Offer:
        yield case(case_offers.chosen, str(offer), VOICE, quiet, person, offer, DAY)
    yield case(case_offers.follow_up, "", VOICE, quiet, person)
    yield case(case_offers.cannot_read, "", VOICE, quiet, typed.words)
