"""The words for a case's states, for why it was closed, and for each line of its timeline."""

from collections.abc import Mapping

from bot.domain.cases import NOTE_LIMIT, CaseEntry, CaseState, Offer, Outside, Resolution
from bot.domain.members import Member
from bot.domain.reports import Concern
from bot.markup import named, quoted
from bot.wording.measures import STEPS
from bot.wording.voice import Voice

STATES = {
    CaseState.OPEN: "open",
    CaseState.EXHAUSTED: "everybody on call was asked",
    CaseState.ACKNOWLEDGED: "taken",
    CaseState.IN_CONTACT: "somebody is in touch",
    CaseState.RESOLVED: "closed",
    CaseState.HANDED_OVER: "handed over to somebody outside",
    CaseState.VOID: "closed as a false alarm",
}

WHY_CLOSED = {
    Resolution.SUPPORTED: "We talked, and they have what they need",
    Resolution.REFERRED: "They were pointed to somebody else who helps",
    Resolution.NO_CONTACT_WANTED: "They don't want contact",
    Resolution.NO_RESPONSE: "They didn't answer",
    Resolution.DUPLICATE: "Another case is about the same",
    Resolution.FALSE_ALARM: "It was a false alarm",
}

HANDED_TO = {
    Outside.EMERGENCY: "Handed over to the emergency service",
    Outside.COUNSELLING: "Handed over to a counselling service",
    Outside.SAFEGUARDING: "Handed over to a safeguarding authority",
}

_CONCERNS = {
    Concern.CRISIS: "fear for somebody",
    Concern.HARASSMENT: "harassment",
    Concern.HONESTY: "a question of honest work",
    Concern.STRUGGLING: "a learner has a hard time",
    Concern.OTHER: "something else",
}
_WHAT = {
    "opened": "opened",
    "opened:help.asked": "opened: they asked for help",
    "opened:ladder.check_in": "opened: several check-ins went by without an answer",
    "opened:ladder.session": "opened: two sessions in a row were missed; what was tried",
    "joined:ladder.session": "another session was missed; what was tried",
    "offered": "chosen: {detail}",
    "opened:safety.person": "opened: they asked for a person",
    "opened:report.asked": "opened: a report",
    "opened:flag.asked": "opened: a message may be wrong",
    "opened:struggling.agreed": "opened: they agreed to be asked",
    "joined:help.asked": "they asked for help again",
    "joined:report.asked": "they wrote again",
    "joined:flag.asked": "they asked again",
    "joined:safety.person": "they asked for a person",
    "reopened": "opened again by a new signal",
    "joined": "another signal joined",
    "flood": "more than twenty signals joined within an hour",
    "told": "coordinators were told",
    "told_failed": "a coordinator could not be reached",
    "told_late": "the alert is taking long; the outside contact was told",
    "exhausted": "everybody on call was asked",
    "acknowledged": "taken",
    "owner_reminded": "the owner was reminded",
    "came_back": "came back, because there was no note",
    "excerpt_read": "read the excerpt",
    "note": "note",
    "passed_on": "passed on to {detail}",
    "measure": "what follows: {detail}",
    "closed": "closed: {detail}",
    "handed_over:emergency": "handed over to the emergency service",
    "handed_over:counselling": "handed over to a counselling service",
    "handed_over:safeguarding": "handed over to a safeguarding authority",
    "opened_again": "opened again by hand",
    "learner_told": "the private message was shown to them",
    "learner_unreachable": "the private message could not be delivered",
    "learner_ok": "the learner says they are safe",
    "removal_asked": "they asked to have their message removed",
    "mistake": "the learner says it was a mistake",
    "identity_kept": "they had their data deleted; who they were is kept here until this is closed",
    "held": "put on hold: nothing is erased",
    "released": "the hold ended",
}


OFFERED = {
    Offer.PACE: "another pace",
    Offer.RESOURCES: "something that helps",
    Offer.REPAIR: "another mentor",
    Offer.TALK: "talk first",
}
_BY_A_MENTOR = {"opened": "opened by a mentor: {detail}", "joined": "the mentor wrote again: {detail}"}
_DETAILS = {
    **{f"mentor.{concern}": words for concern, words in _CONCERNS.items()},
    **{resolution.value: words for resolution, words in WHY_CLOSED.items()},
    **{step.value: words for step, words in STEPS.items()},
    **{offer.value: words for offer, words in OFFERED.items()},
}


def entered(voice: Voice, entry: CaseEntry, people: Mapping[str, Member]) -> str:
    """Return one line of a timeline; `people` by member id."""
    key, _, detail = entry.what.partition(":")
    words = _WHAT.get(entry.what) or _WHAT.get(key, key.replace("_", " "))
    if detail.startswith("mentor."):
        words = _BY_A_MENTOR[key]
    what = voice.say(words, detail=_detail(voice, detail, people))
    who = f", {named(people[entry.actor_id].name)}" if entry.actor_id in people else ""
    text = f": {quoted(entry.note, 2 * NOTE_LIMIT)}" if entry.note else ""
    return f"- {voice.short(entry.at)}: {what}{who}{text}"


def _detail(voice: Voice, detail: str, people: Mapping[str, Member]) -> str:
    if detail in people:
        return named(people[detail].name)
    said = voice.say(_DETAILS[detail]) if detail in _DETAILS else detail
    return quoted(said[:1].lower() + said[1:], 60)
