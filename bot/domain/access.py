"""Who may do and see what: the permission table as functions. The only door."""

from bot.domain.cases import Case
from bot.domain.members import Member, Pairing, Role


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
    """Whether somebody may know of a case: a coordinator of the cohort whom it is not about."""
    return (
        actor.role is Role.COORDINATOR
        and actor.is_active
        and actor.cohort_id == case.cohort_id
        and actor.id not in case.subject_ids
    )


def may_see_status(actor: Member, learner: Member, pairing: Pairing | None) -> bool:
    """Whether somebody may see if a learner answered a check-in (never the text): themselves, mentor, coordinator."""
    return actor.id == learner.id or may_reach_out(actor, learner, pairing)
