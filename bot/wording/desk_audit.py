"""The audit log in words."""

from bot.wording.voice import Voice

_DONE = {
    "desk.offered": "asked for a link to the desk",
    "desk.entered": "came to the desk",
    "desk.left": "left the desk",
    "desk.week": "looked at the week",
    "desk.cases": "looked at the list of cases",
    "desk.people": "looked at the list of people",
    "desk.person": "looked at a timeline",
    "desk.figures": "looked at the figures",
    "desk.chart": "looked at the chart",
    "desk.calendar": "looked at the calendar",
    "audit.read": "looked at this log",
    "check_in.words_read": "read a shared check-in",
    "mydata.exported": "took their own data along",
    "mydata.deleted": "had their own data deleted",
    "purge.asked": "asked to erase what had its time",
    "texts.erased": "erased words",
    "identity.erased": "erased an identity",
    "case.read": "read a case",
    "case.excerpt_read": "read the words of a case",
    "case.acknowledged": "took a case",
    "case.closed": "closed a case",
    "case.held": "put a case on hold",
    "case.released": "ended the hold on a case",
    "case.offered": "chose what could help",
    "consent.given": "agreed to take part",
    "member.left": "left the programme",
    "member.left_platform": "left the workspace",
    "member.care_pause": "gave a care pause",
    "member.pace": "changed a pace",
    "member.module": "noted a module",
    "progress.read": "brought in how far learners have come",
    "roster.read": "brought in people",
    "calendar.made": "made a secret address of their calendar",
    "calendar.ended": "ended a secret address of their calendar",
    "pairing.moved": "moved a learner to another mentor",
    "extension.granted": "granted more time",
    "extension.denied": "left a date as it is",
    "survey.sent": "sent a survey",
    "survey.closed": "closed a survey",
    "survey.words_read": "read what people wrote in surveys",
    "report.exported": "took the figures out",
    "cohort.setup": "changed the setup",
    "cohort.closed": "closed the cohort",
    "event.planned": "planned an event",
    "event.moved": "moved an event",
    "event.cancelled": "called an event off",
}


def done(voice: Voice, what: str) -> str:
    """What somebody did, by the log's word for it."""
    key = what.partition(":")[0]
    return voice.say(_DONE.get(key, key.replace(".", ": ").replace("_", " ")))
