"""Weeks in which fewer answered: what is known of dates, of the question, of mentors' load."""

from bot.domain.figures import Drop, Share
from bot.domain.figures.diagnosis import HEAVY
from bot.markup import named, quoted
from bot.wording.voice import Voice


def head(voice: Voice, drop: Drop) -> str:
    """How the week went, beside the one before."""
    names = {"week": drop.week, "answered": drop.now.answered, "due": drop.now.due, "percent": _percent(drop.now)}
    if drop.before is None:
        return voice.say("Week {week}: {answered} of {due} check-ins answered, {percent} %.", **names)
    return voice.say(
        "Week {week}: {answered} of {due} check-ins answered, {percent} %, after {before} % the week before.",
        before=_percent(drop.before),
        **names,
    )


def schedule(voice: Voice, drop: Drop) -> str:
    """The first place to look: the days."""
    found = [
        voice.say("{name} on {day}", name=quoted(each.name, 40) or voice.say("a holiday"), day=voice.day(each.on))
        for each in drop.holidays
    ]
    found += [voice.say("{name} was due", name=quoted(name, 60)) for name in drop.milestones]
    if drop.away:
        found.append(voice.count("{n} person away", "{n} people away", drop.away))
    if not found:
        return voice.say("Dates: no holiday, nothing due, nobody away.")
    return voice.say("Dates: {evidence}. A lighter week, or another day, may help.", evidence=", ".join(found))


def structure(voice: Voice, drop: Drop) -> str:
    """The second: what was asked."""
    theme = named(drop.theme) if drop.theme else voice.say("nothing of its own")
    told = voice.say(
        "The question: {theme}. It fell in {fell} of {groups} groups that can be told apart.",
        theme=theme,
        fell=len(drop.fell),
        groups=len(drop.groups),
    )
    sentences = [told]
    if drop.has_new_phase:
        sentences.append(voice.say("Support became lighter in this week."))
    if drop.is_structure:
        sentences.append(voice.say("Is it too vague, or too much at once?"))
    return " ".join(sentences)


def workload(voice: Voice, drop: Drop) -> str:
    """The third: who looks after how many."""
    if not (drop.heavy.is_told and drop.others.is_told):
        return voice.say("Mentors' load: too few people on one side to compare.")
    told = voice.say(
        "Mentors' load: {heavy} % where a mentor has more than {most} learners, {others} % elsewhere.",
        most=HEAVY,
        heavy=_percent(drop.heavy),
        others=_percent(drop.others),
    )
    if not drop.is_workload:
        return told
    return f"{told} {voice.say('Give some of them another mentor, or fewer tasks.')}"


def _percent(share: Share) -> int:
    return round(100 * share.share)
