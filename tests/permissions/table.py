"""Who may do what, written down from the programme's permission table and from nothing else.

The rows of that table this version has: own data and consent; check-in status and text; drafts to one's own mentees;
cases, minus those about oneself; pacing, care, handoff and reports for coordinators only. Rights are asked of the
person, their standing, and whose row it is; no platform and no button is believed.
"""

from dataclasses import dataclass, field
from enum import Enum, auto

from bot.domain.members import MemberState, Role


class Rule(Enum):
    """A row of the table."""

    ALWAYS = auto()
    """Every member, whatever their standing: help, one's own page, the choice to join or leave."""
    OWN = auto()
    """What is one's own, for those who take part; a pause does not take it away."""
    LEARNER = auto()
    """The same, of learners."""
    OWN_CHECK_IN = auto()
    """A check-in, for the learner whose it is."""
    OWN_MESSAGE = auto()
    """A message that was sent, for the learner who got it."""
    MENTOR = auto()
    """A mentor's tools, for mentors and coordinators who take part now."""
    OWN_MENTEE = auto()
    """Writing to a learner: their mentor of today, and the coordinators of their cohort."""
    OWN_DRAFT = auto()
    """A draft, for whom it was made and as long as the learner is theirs."""
    COORDINATOR = auto()
    """For coordinators who take part now."""
    ABOUT = auto()
    """For coordinators, about somebody of their own cohort."""
    CASE = auto()
    """A case, for the coordinators of its cohort whom it is not about."""


COMMANDS = {
    **dict.fromkeys(("peer me", "peer start", "peer help", "peer limits", "peer privacy", "peer why"), Rule.ALWAYS),
    **dict.fromkeys(("peer commands", "peer leave"), Rule.ALWAYS),
    **dict.fromkeys(("peer away", "peer back", "peer pause", "peer nudges"), Rule.OWN),
    **dict.fromkeys(("peer checkin", "peer skip"), Rule.LEARNER),
    **dict.fromkeys(("mentor week", "mentor script"), Rule.MENTOR),
    "mentor reachout": Rule.OWN_MENTEE,
    **dict.fromkeys(("coord case list", "coord report", "coord rota show"), Rule.COORDINATOR),
    **dict.fromkeys(("coord pace", "coord care", "coord handoff"), Rule.ABOUT),
    **dict.fromkeys(("coord case show", "coord case ack", "coord case close"), Rule.CASE),
}
ACTIONS = {
    **dict.fromkeys(("onboarding.start", "onboarding.later", "onboarding.decline", "member.leave"), Rule.ALWAYS),
    **dict.fromkeys(("help.ask", "struggling.tell", "struggling.keep"), Rule.ALWAYS),
    **dict.fromkeys(("safety.safe", "safety.mistake", "safety.person"), Rule.ALWAYS),
    "prompt.hint": Rule.OWN,
    **dict.fromkeys(("check_in.fine", "check_in.more", "check_in.help", "check_in.skip"), Rule.OWN_CHECK_IN),
    **dict.fromkeys(("nudge.fine", "nudge.busy", "nudge.help", "nudge.pause"), Rule.OWN_CHECK_IN),
    **dict.fromkeys(("message.first", "message.second", "message.other"), Rule.OWN_MESSAGE),
    "reach_out.draft": Rule.OWN_MENTEE,
    **dict.fromkeys(("draft.send", "draft.edit"), Rule.OWN_DRAFT),
    **dict.fromkeys(("case.acknowledge", "case.excerpt", "case.show", "case.note", "case.close"), Rule.CASE),
    **dict.fromkeys(("case.false_alarm", "case.pass_on"), Rule.CASE),
}
FORMS = {
    **dict.fromkeys(("onboarding.submit", "help.submit"), Rule.ALWAYS),
    "check_in.submit": Rule.OWN_CHECK_IN,
    "draft.submit": Rule.OWN_DRAFT,
    **dict.fromkeys(("case.noted", "case.closed", "case.passed_on"), Rule.CASE),
}


@dataclass(frozen=True)
class Somebody:
    """A member as the table sees them."""

    handle: str
    cohort: str
    role: Role
    state: MemberState


@dataclass(frozen=True)
class Facts:
    """Who looks after whom: mentor by learner, by handle; whom each learner's case is about besides."""

    mentors: dict[str, str] = field(default_factory=dict)
    subjects: dict[str, frozenset[str]] = field(default_factory=dict)
    drafted_for: dict[str, str] = field(default_factory=dict)


_TAKES_PART = (MemberState.ACTIVE, MemberState.PAUSED)


def may(rule: Rule, who: Somebody, about: Somebody, facts: Facts) -> bool:
    """Whether the table lets `who` do it; `about` is the person whose row it is."""
    is_active, is_own = who.state is MemberState.ACTIVE, who.handle == about.handle
    together = who.cohort == about.cohort
    coordinates = is_active and who.role is Role.COORDINATOR
    works = is_active and who.role in (Role.MENTOR, Role.COORDINATOR)
    looks_after = facts.mentors.get(about.handle) == who.handle
    is_learners = about.role is Role.LEARNER
    match rule:
        case Rule.ALWAYS:
            return True
        case Rule.OWN:
            return who.state in _TAKES_PART
        case Rule.LEARNER:
            return who.state in _TAKES_PART and who.role is Role.LEARNER
        case Rule.OWN_CHECK_IN:
            return who.state in _TAKES_PART and is_own and is_learners
        case Rule.OWN_MESSAGE:
            return who.state in _TAKES_PART and is_own and who.handle in facts.drafted_for
        case Rule.MENTOR:
            return works
        case Rule.OWN_MENTEE:
            return works and together and (coordinates or looks_after)
        case Rule.OWN_DRAFT:
            is_theirs = facts.drafted_for.get(about.handle) == who.handle
            return works and together and is_theirs and (coordinates or looks_after)
        case Rule.COORDINATOR:
            return coordinates
        case Rule.ABOUT:
            return coordinates and together
        case Rule.CASE:
            return coordinates and together and is_learners and who.handle not in facts.subjects[about.handle]
