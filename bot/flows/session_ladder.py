"""The session ladder: one missed session drafts for the mentor, two in a row ask for a note and open a case."""

from collections.abc import Mapping

from bot.cards import Action
from bot.domain.access import may_note
from bot.domain.cases import MISSED_SESSIONS, Cause
from bot.domain.cohorts import Cohort
from bot.domain.drafts import About
from bot.domain.ladder import SessionRung, next_session_rung
from bot.domain.members import Member, Role
from bot.domain.sessions import NOTE_LIMIT, Session, SessionState, missed_in_a_row
from bot.domain.signals.severity import Severity
from bot.effects import Effects, Later, Refused, Reply, Revise, Send, ToMember
from bot.flows import help_wanted
from bot.flows.cases import Opening, open_case
from bot.flows.people import on_call, the_cohort, the_member
from bot.flows.reach_out import make_draft
from bot.router import Router
from bot.turn import Turn
from bot.wording import common
from bot.wording import session_ladder as wording
from bot.wording.voice import Voice

routes = Router()


async def after_miss(turn: Turn, session: Session) -> Effects:
    """Take the step for a miss that was just recorded, at once (acceptance cohort, section 2)."""
    learner = await the_member(turn, session.learner_id)
    cohort = await the_cohort(turn, session.cohort_id)
    if not learner.is_active:
        return []
    has_open_case = await _case_since(turn, session) is not None
    missed = missed_in_a_row(await turn.tx.sessions.counted(learner.id))
    mentor = await _mentor(turn, session, learner)
    match next_session_rung(missed, has_open_case=has_open_case):
        case SessionRung.DRAFT if mentor is not None:
            return await make_draft(turn, mentor, learner, session.id, About.SESSION)
        case SessionRung.DRAFT:
            return await _tell(turn, cohort, learner, session)
        case SessionRung.NOTE if mentor is not None:
            return _ask_for_a_note(turn, cohort, mentor, learner, session)
        case SessionRung.NOTE:
            return await open_case(turn, cohort, _opening(learner, ""))
    return []


async def _mentor(turn: Turn, session: Session, learner: Member) -> Member | None:
    """Return the mentor of the session who says that it was missed, else the learner's mentor who is there."""
    if turn.actor is not None and may_note(turn.actor, session):
        return turn.actor
    return await help_wanted.present_mentor(turn, learner)


async def _case_since(turn: Turn, session: Session) -> object:
    """Return the case of the ladder that is open, or None."""
    case = await turn.tx.cases.current(session.learner_id, MISSED_SESSIONS, turn.now)
    return case if case is not None and not case.is_closed else None


async def _tell(turn: Turn, cohort: Cohort, learner: Member, session: Session) -> Effects:
    return [
        Send(ToMember(c.id), wording.no_mentor(Voice.to(c), learner), key=f"no_mentor:{session.id}")
        for c in (await on_call(turn, cohort))[:1]
    ]


def _ask_for_a_note(turn: Turn, cohort: Cohort, mentor: Member, learner: Member, session: Session) -> Effects:
    card = wording.note_wanted(Voice.to(mentor), learner, session)
    return [
        Send(ToMember(mentor.id), card, tag=f"note:{session.id}"),
        Later(turn.now + cohort.plan.ladder.draft_reminder, Action("session.note_remind", session.id)),
        Later(turn.now + cohort.plan.ladder.draft_overdue, Action("session.note_overdue", session.id)),
    ]


def _opening(learner: Member, note: str) -> Opening:
    return Opening(learner, MISSED_SESSIONS, Severity.NORMAL, Cause.MISSED_SESSIONS, rule="ladder.session", note=note)


async def _mine(turn: Turn, session_id: str) -> Session:
    session = await turn.tx.sessions.get(session_id)
    if session is None or not may_note(turn.me, session) or session.state is not SessionState.MISSED:
        raise Refused(common.not_yours(Voice.to(turn.me)))
    return session


@routes.action("session.report", role=Role.MENTOR)
async def report(turn: Turn, session_id: str) -> Effects:
    """Open the form for what was tried."""
    session = await _mine(turn, session_id)
    learner = await the_member(turn, session.learner_id)
    return [Reply(wording.note_form(Voice.to(turn.me), learner, session))]


@routes.form("session.reported", role=Role.MENTOR)
async def reported(turn: Turn, session_id: str, values: Mapping[str, str]) -> Effects:
    """Open the case with the note; an empty one is refused."""
    session, voice = await _mine(turn, session_id), Voice.to(turn.me)
    learner = await the_member(turn, session.learner_id)
    text = values.get("note", "").strip()[:NOTE_LIMIT]
    if not text:
        raise Refused(wording.note_needed(voice, session))
    return [
        Reply(wording.with_a_person(voice, learner)),
        Revise(f"note:{session.id}", wording.note_written(voice, learner)),
        *await open_case(turn, turn.here, _opening(learner, text)),
    ]


@routes.timer("session.note_remind")
async def note_remind(turn: Turn, session_id: str) -> Effects:
    """After a day: the note is still missing."""
    session = await _unreported(turn, session_id)
    if session is None:
        return []
    mentor, learner = await the_member(turn, session.mentor_id), await the_member(turn, session.learner_id)
    card = wording.still_needed(Voice.to(mentor), learner, session)
    return [Send(ToMember(mentor.id), card, tag=f"note:{session.id}")]


@routes.timer("session.note_overdue")
async def note_overdue(turn: Turn, session_id: str) -> Effects:
    """After two days: the coordinator on call sees that nobody wrote."""
    session = await _unreported(turn, session_id)
    if session is None:
        return []
    mentor, learner = await the_member(turn, session.mentor_id), await the_member(turn, session.learner_id)
    return [
        Send(ToMember(c.id), wording.not_written(Voice.to(c), mentor, learner), key=f"not_written:{session.id}")
        for c in (await on_call(turn, await the_cohort(turn, session.cohort_id)))[:1]
    ]


async def _unreported(turn: Turn, session_id: str) -> Session | None:
    """Return a session that is still missed and about which no case was opened since."""
    session = await turn.tx.sessions.find(session_id)
    if session is None or session.state is not SessionState.MISSED or session.starts_at is None:
        return None
    case = await turn.tx.cases.current(session.learner_id, MISSED_SESSIONS, session.starts_at)
    return session if case is None else None
