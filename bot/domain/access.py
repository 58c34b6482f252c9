"""Who may do and see what: the permission table as functions. The only door."""

from collections.abc import Iterable
from enum import StrEnum

from bot.domain.cases import Case, Cause
from bot.domain.check_ins import CheckIn
from bot.domain.cohorts import Cohort, CohortState
from bot.domain.members import Group, Member, MemberState, Pairing, Role
from bot.domain.sessions import Session


class Standing(StrEnum):
    """Where somebody stands who asks for something of a running cohort."""

    TAKES_PART = "takes_part"
    NOT_STARTED = "not_started"
    LEFT = "left"
    OVER = "over"


def standing(member: Member, cohort: Cohort) -> Standing:
    """Say where a member stands. Coordinators stay at work after the end: cases may still be open."""
    if member.state is MemberState.INVITED:
        return Standing.NOT_STARTED
    if member.state in (MemberState.DECLINED, MemberState.LEFT):
        return Standing.LEFT
    if cohort.state is CohortState.CLOSED and member.role is not Role.COORDINATOR:
        return Standing.OVER
    return Standing.TAKES_PART


def acting(known: Iterable[tuple[Member, Cohort]]) -> tuple[Member, Cohort] | None:
    """Return as whom somebody acts who is in several cohorts: where they take part or soon will, else the first."""
    first: tuple[Member, Cohort] | None = None
    for pair in known:
        if standing(*pair) in (Standing.TAKES_PART, Standing.NOT_STARTED):
            return pair
        first = first or pair
    return first


def may_use(role: Role, required: Role | None) -> bool:
    """Whether somebody with a role may use what asks for another; coordinators may do what mentors may."""
    if required is None or role is required:
        return True
    return required is Role.MENTOR and role is Role.COORDINATOR


def may_reach_out(actor: Member, learner: Member, pairing: Pairing | None) -> bool:
    """Whether somebody may draft a message to a learner: their mentor, or a coordinator of the cohort."""
    if actor.cohort_id != learner.cohort_id:
        return False
    if actor.role is Role.COORDINATOR:
        return True
    return pairing is not None and pairing.learner_id == learner.id and pairing.mentor_id == actor.id


def may_see_case(actor: Member, case: Case) -> bool:
    """Whether somebody may know of a case: a coordinator of the cohort whom it is not about, nor kept from."""
    return (
        actor.role is Role.COORDINATOR
        and actor.is_active
        and actor.cohort_id == case.cohort_id
        and actor.id not in case.not_asked
    )


def may_answer_flag(actor: Member, case: Case, group: Group | None) -> bool:
    """Whether somebody may look at a flagged message: a coordinator, or who looks after its group; never its author."""
    if case.cause is not Cause.FLAG or actor.id in case.kept_from or actor.cohort_id != case.cohort_id:
        return False
    looks_after = group is not None and group.facilitator_id == actor.id
    return actor.is_active and (actor.role is Role.COORDINATOR or looks_after)


def may_read_words(actor: Member, check_in: CheckIn, pairing: Pairing | None) -> bool:
    """Whether somebody may read what a learner wrote in a check-in: their mentor now, if the learner shares it."""
    is_mentor = pairing is not None and pairing.learner_id == check_in.learner_id and pairing.mentor_id == actor.id
    return actor.id == check_in.learner_id or (check_in.is_shared and is_mentor)


def may_see_status(actor: Member, learner: Member, pairing: Pairing | None) -> bool:
    """Whether somebody may see if a learner answered a check-in (never the text): themselves, mentor, coordinator."""
    return actor.id == learner.id or may_reach_out(actor, learner, pairing)


def may_attend(actor: Member, session: Session) -> bool:
    """Whether a session is somebody's own, to plan, move and answer for: its learner's and its mentor's."""
    return actor.id in (session.learner_id, session.mentor_id)


def may_note_about(actor: Member, learner: Member, pairing: Pairing | None) -> bool:
    """Whether somebody may keep notes about a learner: their mentor now, nobody else."""
    return pairing is not None and pairing.learner_id == learner.id and pairing.mentor_id == actor.id


def may_note(actor: Member, session: Session) -> bool:
    """Whether somebody may read and write the private note of a session: its mentor alone."""
    return actor.id == session.mentor_id


def may_see_person(actor: Member, person: Member, pairing: Pairing | None) -> bool:
    """Whether somebody may see what was sent to a person and whether they answered, never what anybody wrote.

    Themselves; coordinators of the cohort, of its learners and mentors; a mentor, of their learner of today.
    """
    if actor.id == person.id:
        return True
    return person.role is not Role.COORDINATOR and may_reach_out(actor, person, pairing)
