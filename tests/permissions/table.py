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
    SHARED_WORDS = auto()
    """What a learner wrote in a check-in, for their mentor of today, if they share it."""
    OWN_SURVEY = auto()
    """A survey, for the learner who was asked; what somebody answered is nobody else's."""
    OWN_REVIEW = auto()
    """A peer review, for the learner who writes it; thanks for one, for the learner it is about."""
    OWN_ASK = auto()
    """What a learner brought or was asked: a problem of theirs, a week to host."""
    OWN_KUDOS = auto()
    """A good word, for the one it is about."""
    OTHERS = auto()
    """A good word about anybody: what is said of oneself, or of somebody who is not here, is answered kindly."""
    OWN_MESSAGE = auto()
    """A message that was sent, for the learner who got it."""
    MENTOR = auto()
    """A mentor's tools, for mentors and coordinators."""
    OWN_MENTEE = auto()
    """Writing to a learner: their mentor of today, and the coordinators of their cohort."""
    OWN_SESSION = auto()
    """A session, for its learner and its mentor."""
    OWN_NOTE = auto()
    """A mentor's own notes about a learner and their session: nobody else's, coordinators included."""
    OWN_DRAFT = auto()
    """A draft, for whom it was made and as long as the learner is theirs."""
    COORDINATOR = auto()
    """For coordinators, also after the end: cases may still be open."""
    ABOUT = auto()
    """For coordinators, about somebody of their own cohort."""
    CASE = auto()
    """A case, for the coordinators of its cohort who are there now, and whom it is not about."""
    OWN_DATE = auto()
    """More time somebody was shown: for the learner whose it would be."""
    ASKED_DATE = auto()
    """More time somebody asked for: coordinators of their cohort."""
    OWN_MOVE = auto()
    """Another mentor: the learner who is asked about it."""
    MOVE = auto()
    """The same, for the coordinators of their cohort."""
    OWN_BOOKING = auto()
    """A place in an office hour: the learner who has it, and whoever is there."""
    HUB = auto()
    """Something in the hub of a cohort: its mentors and coordinators may propose a change and say that it holds."""
    OWN_GROUP = auto()
    """A group's own words: its learners, whichever row is named."""
    SPACE = auto()
    """A space for people who share an experience: the learners of its cohort."""
    NORM = auto()
    """A line somebody offered their group: whoever looks after the group, and the coordinators of its cohort."""
    TOPIC = auto()
    """A topic in a group's channel: the mentor who looks after the group, and the coordinators of its cohort."""
    FLAG = auto()
    """What somebody asks about a message: coordinators and who looks after its group, never its author or who asked."""


COMMANDS = {
    **dict.fromkeys(("peer me", "peer start", "peer help", "peer limits", "peer privacy", "peer why"), Rule.ALWAYS),
    **dict.fromkeys(("peer commands", "peer leave", "peer report"), Rule.ALWAYS),
    "peer kudos": Rule.OTHERS,
    **dict.fromkeys(("peer mydata show", "peer mydata export", "peer mydata delete"), Rule.ALWAYS),
    **dict.fromkeys(("peer away", "peer back", "peer pause", "peer nudges"), Rule.OWN),
    **dict.fromkeys(("peer checkin", "peer skip", "peer session", "peer next"), Rule.LEARNER),
    **dict.fromkeys(("peer extension", "peer fit", "peer my goals"), Rule.LEARNER),
    **dict.fromkeys(
        ("peer my hours", "peer my profile", "peer my group", "peer my spaces", "peer my language", "peer my calendar"),
        Rule.OWN,
    ),
    **dict.fromkeys(("peer my feedback", "peer hub"), Rule.OWN),
    **dict.fromkeys(
        ("coord group propose", "coord group approve", "coord group merge", "coord group pace"), Rule.COORDINATOR
    ),
    **dict.fromkeys(("coord group edit", "coord group place"), Rule.ABOUT),
    **dict.fromkeys(("mentor workload", "mentor cover"), Rule.MENTOR),
    **dict.fromkeys(("coord extension approve", "coord extension deny"), Rule.ABOUT),
    **dict.fromkeys(("coord progress", "coord repair"), Rule.ABOUT),
    **dict.fromkeys(("peer review", "peer problem"), Rule.LEARNER),
    **dict.fromkeys(("mentor week", "mentor script", "mentor template", "mentor rubric"), Rule.MENTOR),
    **dict.fromkeys(("mentor topic", "mentor training", "mentor availability", "mentor hub edit"), Rule.MENTOR),
    **dict.fromkeys(("coord training", "coord pair propose", "coord pair approve"), Rule.COORDINATOR),
    "coord pair publish": Rule.COORDINATOR,
    "coord pair explain": Rule.ABOUT,
    **dict.fromkeys(("mentor reachout", "mentor escalate"), Rule.OWN_MENTEE),
    **dict.fromkeys(("mentor session plan", "mentor session done", "mentor session missed"), Rule.OWN_MENTEE),
    **{"mentor session link": Rule.OWN_MENTEE, "mentor note": Rule.OWN_NOTE},
    **dict.fromkeys(
        ("coord case list", "coord report", "coord rota show", "coord setup", "coord review"), Rule.COORDINATOR
    ),
    **dict.fromkeys(("coord export", "coord survey send", "coord survey close"), Rule.COORDINATOR),
    **dict.fromkeys(("coord event plan", "coord event move", "coord event cancel"), Rule.COORDINATOR),
    **dict.fromkeys(("coord event list", "coord cohort import", "coord purge", "coord audit"), Rule.COORDINATOR),
    **{"coord desk": Rule.COORDINATOR, "mentor desk": Rule.MENTOR},
    **dict.fromkeys(("coord pace", "coord care", "coord handoff"), Rule.ABOUT),
    **dict.fromkeys(("coord case show", "coord case ack", "coord case close"), Rule.CASE),
    **dict.fromkeys(("coord case hold", "coord case release", "coord case handover", "coord case reopen"), Rule.CASE),
}
ACTIONS = {
    "respect.show": Rule.ALWAYS,
    **dict.fromkeys(("onboarding.start", "onboarding.later", "onboarding.decline", "member.leave"), Rule.ALWAYS),
    **dict.fromkeys(("help.ask", "help.mentor", "struggling.tell", "struggling.keep"), Rule.ALWAYS),
    **dict.fromkeys(("safety.safe", "safety.mistake", "safety.person", "safety.remove"), Rule.ALWAYS),
    **dict.fromkeys(("report.ask", "report.status", "mydata.part", "mydata.delete"), Rule.ALWAYS),
    **dict.fromkeys(
        ("prompt.hint", "prompt.skip", "prompt.steps", "flag.ask", "thanks.give", "language.choose"), Rule.OWN
    ),
    **dict.fromkeys(("flag.show", "flag.answer"), Rule.FLAG),
    **dict.fromkeys(("check_in.fine", "check_in.more", "check_in.help", "check_in.skip"), Rule.OWN_CHECK_IN),
    **dict.fromkeys(("nudge.fine", "nudge.busy", "nudge.help", "nudge.pause"), Rule.OWN_CHECK_IN),
    "check_in.words": Rule.SHARED_WORDS,
    **dict.fromkeys(("review.write", "review.thank"), Rule.OWN_REVIEW),
    **dict.fromkeys(("host.agree", "host.decline", "problem.close"), Rule.OWN_ASK),
    **dict.fromkeys(("kudos.post", "kudos.keep"), Rule.OWN_KUDOS),
    **dict.fromkeys(("recognition.show", "return.yes", "return.no", "closing.quiet"), Rule.ALWAYS),
    "prompt.private": Rule.OWN,
    **dict.fromkeys(("calendar.renew", "calendar.end"), Rule.OWN),
    **dict.fromkeys(("message.first", "message.second", "message.other", "message.reply"), Rule.OWN_MESSAGE),
    "reach_out.draft": Rule.OWN_MENTEE,
    **dict.fromkeys(("draft.send", "draft.edit"), Rule.OWN_DRAFT),
    **dict.fromkeys(("case.acknowledge", "case.excerpt", "case.show", "case.note", "case.close"), Rule.CASE),
    **dict.fromkeys(("case.false_alarm", "case.pass_on", "case.hold", "case.release", "case.offer"), Rule.CASE),
    **dict.fromkeys(("case.phrase", "case.measure", "case.talk", "case.reopen"), Rule.CASE),
    **dict.fromkeys(("session.pick", "session.other", "session.move", "session.excuse"), Rule.OWN_SESSION),
    **dict.fromkeys(("session.met", "session.not_met", "session.write", "session.notes"), Rule.OWN_SESSION),
    "session.format": Rule.OWN_SESSION,
    **dict.fromkeys(("session.i_write", "session.they_write"), Rule.OWN_SESSION),
    "session.report": Rule.OWN_NOTE,
    **dict.fromkeys(("survey.write", "survey.rate", "survey.skip", "quiz.ask", "quiz.answer"), Rule.OWN_SURVEY),
    "survey.words": Rule.ABOUT,
    **dict.fromkeys(("extension.confirm", "extension.other"), Rule.OWN_DATE),
    **dict.fromkeys(("extension.approve", "extension.deny"), Rule.ASKED_DATE),
    **dict.fromkeys(("fit.good", "fit.deciding", "fit.not_good", "office.book"), Rule.LEARNER),
    **dict.fromkeys(("aims.on_my_way", "aims.changed", "aims.talk", "aims.calendar"), Rule.LEARNER),
    **dict.fromkeys(("group.approve", "group.drop", "group.publish", "group.merge", "group.undo"), Rule.COORDINATOR),
    **dict.fromkeys(("question.edit", "question.undo", "hub.change", "policy.edit", "policy.undo"), Rule.COORDINATOR),
    **dict.fromkeys([f"own_rule.{verb}" for verb in ("edit", "live", "trial", "off")], Rule.COORDINATOR),
    **{"group.place": Rule.ABOUT, "topic.close": Rule.TOPIC, "pace.set": Rule.ABOUT},
    **dict.fromkeys(("spaces.show", "spaces.join", "spaces.leave"), Rule.SPACE),
    **{"norms.add": Rule.OWN_GROUP, "norms.agree": Rule.NORM, "norms.leave_out": Rule.NORM},
    "office.cancel": Rule.OWN_BOOKING,
    **dict.fromkeys(("move.approve", "move.to", "move.decline", "move.others"), Rule.MOVE),
    **dict.fromkeys(("handoff.agree", "handoff.stay", "handoff.context"), Rule.OWN_MOVE),
    "handoff.ask": Rule.OWN_MENTEE,
    **dict.fromkeys(("script.open", "script.choose", "training.open", "training.read"), Rule.MENTOR),
    **dict.fromkeys(("training.practice", "training.answer", "training.there", "training.missed"), Rule.MENTOR),
    **dict.fromkeys(("training.refresher", "training.refreshed"), Rule.MENTOR),
    **dict.fromkeys(
        ("pairing.give", "pairing.approve", "pairing.publish_ready", "cohort.size_meant"), Rule.COORDINATOR
    ),
    "hub.choose": Rule.OWN,
    **dict.fromkeys(("hub.edit", "hub.keep"), Rule.HUB),
    **dict.fromkeys(("hub.approve", "hub.decline"), Rule.ABOUT),
    **dict.fromkeys(("workload.answer", "wellbeing.well", "wellbeing.much", "wellbeing.talk"), Rule.MENTOR),
}
FORMS = {
    **dict.fromkeys(("onboarding.submit", "help.submit", "report.submit"), Rule.ALWAYS),
    **dict.fromkeys(("flag.submit", "aims.profile"), Rule.OWN),
    **dict.fromkeys(("aims.submit", "aims.weekly"), Rule.LEARNER),
    "norms.submit": Rule.OWN_GROUP,
    "flag.answered": Rule.FLAG,
    "check_in.submit": Rule.OWN_CHECK_IN,
    "review.submit": Rule.OWN_REVIEW,
    "problem.submit": Rule.LEARNER,
    "problem.closed": Rule.OWN_ASK,
    "kudos.submit": Rule.OTHERS,
    "prompt.answered": Rule.OWN,
    "feedback.submit": Rule.OWN,
    "message.replied": Rule.OWN_MESSAGE,
    "draft.submit": Rule.OWN_DRAFT,
    **dict.fromkeys(("case.noted", "case.closed", "case.passed_on", "case.held", "case.offered"), Rule.CASE),
    **dict.fromkeys(("case.phrase_allowed", "case.measured", "case.reopened"), Rule.CASE),
    "session.written": Rule.OWN_SESSION,
    "session.reported": Rule.OWN_NOTE,
    "survey.submit": Rule.OWN_SURVEY,
    **dict.fromkeys(("setup.save", "roster.submit", "group.look", "group.move"), Rule.COORDINATOR),
    **dict.fromkeys(("question.save", "own_rule.save", "policy.save"), Rule.COORDINATOR),
    "availability.save": Rule.MENTOR,
    "hub.save": Rule.HUB,
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
    """Who looks after whom: mentor by learner, by handle; whom each learner's case is about besides.

    `shares`: learners who share their check-ins. `closed`: cohorts that have ended.
    """

    mentors: dict[str, str] = field(default_factory=dict)
    shares: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()
    subjects: dict[str, frozenset[str]] = field(default_factory=dict)
    drafted_for: dict[str, str] = field(default_factory=dict)
    facilitators: dict[str, str] = field(default_factory=dict)
    """Who looks after the group of a cohort, by handle."""


_HERE = (MemberState.ACTIVE, MemberState.PAUSED, MemberState.GONE)


def may(rule: Rule, who: Somebody, about: Somebody, facts: Facts) -> bool:
    """Whether the table lets `who` do it; `about` is the person whose row it is."""
    is_over = who.cohort in facts.closed and who.role is not Role.COORDINATOR
    takes_part = who.state in _HERE and not is_over
    return rule is Rule.ALWAYS or (takes_part and _may(rule, who, about, facts))


def _may(rule: Rule, who: Somebody, about: Somebody, facts: Facts) -> bool:
    is_own, together = who.handle == about.handle, who.cohort == about.cohort
    coordinates = who.role is Role.COORDINATOR
    works = coordinates or who.role is Role.MENTOR
    looks_after = facts.mentors.get(about.handle) == who.handle
    match rule:
        case Rule.OWN:
            return True
        case Rule.SPACE:
            return together and who.role is Role.LEARNER
        case Rule.NORM:
            decides = coordinates or facts.facilitators.get(about.cohort) == who.handle
            return together and about.role is Role.LEARNER and decides
        case Rule.TOPIC:
            decides = coordinates or (works and facts.facilitators.get(about.cohort) == who.handle)
            return together and about.role is Role.LEARNER and decides
        case Rule.LEARNER | Rule.OWN_GROUP:
            return who.role is Role.LEARNER
        case Rule.OTHERS:
            return True
        case Rule.OWN_KUDOS:
            return is_own
        case Rule.OWN_CHECK_IN | Rule.OWN_SURVEY | Rule.OWN_DATE | Rule.OWN_REVIEW | Rule.OWN_ASK:
            return is_own and who.role is Role.LEARNER
        case Rule.OWN_MOVE:
            return is_own and who.role is Role.LEARNER and who.handle in facts.mentors
        case Rule.MOVE:
            return coordinates and together and about.handle in facts.mentors
        case Rule.ASKED_DATE:
            return coordinates and together and about.role is Role.LEARNER
        case Rule.OWN_BOOKING:
            return looks_after or (is_own and who.handle in facts.mentors)
        case Rule.OWN_MESSAGE:
            return is_own and who.handle in facts.drafted_for
        case Rule.SHARED_WORDS:
            return looks_after and about.handle in facts.shares
        case Rule.MENTOR:
            return works
        case Rule.HUB:
            return works and together
        case Rule.OWN_MENTEE:
            return works and together and (coordinates or looks_after)
        case Rule.OWN_SESSION:
            return looks_after or (is_own and who.handle in facts.mentors)
        case Rule.OWN_NOTE:
            return looks_after
        case Rule.OWN_DRAFT:
            is_theirs = facts.drafted_for.get(about.handle) == who.handle
            return is_theirs and together and (coordinates or looks_after)
        case Rule.COORDINATOR:
            return coordinates
        case Rule.ABOUT:
            return coordinates and together
        case Rule.CASE:
            knows = who.state is MemberState.ACTIVE and who.handle not in facts.subjects.get(about.handle, ())
            return coordinates and together and knows and about.role is Role.LEARNER
        case Rule.FLAG:
            is_kept = is_own or who.handle in facts.subjects.get(about.handle, ())
            knows = who.state is MemberState.ACTIVE and not is_kept and about.role is Role.LEARNER
            return together and knows and (coordinates or facts.facilitators.get(about.cohort) == who.handle)
        case _:
            raise ValueError(rule)
