"""What is decided for a cohort, in sentences: when it asks, who hears of a case, how long things are kept."""

from collections.abc import Sequence
from datetime import timedelta

from bot.domain.cohorts import Cohort
from bot.domain.plan import Plan
from bot.domain.severities import SeverityPolicy
from bot.domain.signals.severity import Severity
from bot.markup import named, quoted
from bot.wording.voice import Voice

_SEVERITIES = {
    Severity.CRITICAL: "Critical",
    Severity.HIGH: "High",
    Severity.ELEVATED: "Elevated",
    Severity.NORMAL: "Normal",
}


def rhythm(voice: Voice, plan: Plan) -> str:
    """When things are asked."""
    rule = plan.rhythm
    asked = voice.say(
        "- The week's question: {prompt}, on each group's clock.\n"
        "- The check-in: from {opens} to {closes}, with one reminder {reminder}, on each person's clock.\n"
        "- Quiet hours: {quiet}, unless somebody chose their own.",
        prompt=voice.weekly(rule.prompt),
        opens=voice.weekly(rule.check_in_opens),
        closes=voice.weekly(rule.check_in_closes),
        reminder=voice.weekly(rule.check_in_reminder),
        quiet=str(rule.quiet_hours),
    )
    met = voice.say(
        "\n- Mentor and learner meet every {every}, for {minutes} minutes.",
        every=length(voice, plan.sessions.every),
        minutes=plan.sessions.minutes,
    )
    return asked + (met if plan.sessions.enabled else "")


def nudges(voice: Voice, plan: Plan) -> str:
    """How often somebody is reminded, and when the bot stops."""
    phases = ", ".join(
        voice.say("{n} a week from week {week} on", n=phase.nudges_per_week, week=phase.from_week)
        for phase in plan.phases
    )
    return voice.say(
        "- Reminders: at most {day} a day, and {phases}.\n"
        "- After {stop} in a row without an answer I stop, and say so.",
        day=plan.nudges.per_day,
        phases=phases,
        stop=plan.nudges.stop_after,
    )


def silence(voice: Voice, plan: Plan) -> str:
    """What follows when check-ins stay unanswered."""
    return voice.say(
        "- Missed check-ins in a row: at {ask}, one question in private.\n- At {draft}: a message drafted for the "
        "mentor.\n- At {case}: a case for a coordinator.",
        ask=plan.ladder.ask_at,
        draft=plan.ladder.draft_at,
        case=plan.ladder.case_at,
    )


def more_time(voice: Voice, plan: Plan) -> str:
    """How much more time is granted at once."""
    rule = plan.extensions
    return voice.say(
        "- Up to {days} days are granted at once, {times} time for each milestone; beyond that a coordinator decides.\n"
        "- Never more than {most} days.",
        days=rule.automatic_days,
        times=rule.automatic_times,
        most=rule.longest_days,
    )


def cases(voice: Voice, plan: Plan, on_call: Sequence[str]) -> str:
    """Who hears of a case, and how fast."""
    lines = [_severity(voice, severity, plan.safety.severities[severity]) for severity in sorted(_SEVERITIES)[::-1]]
    now = ", ".join(named(name) for name in on_call) or voice.say("nobody: name a rotation in the cohort file")
    outside = (
        voice.say("- Beyond them, an outside contact is told that somebody must look, and nothing more.")
        if plan.safety.outside
        else voice.say(
            "- There is no outside contact: name one as `outside` in the cohort file, so that no case waits."
        )
    )
    return "\n".join([voice.say("- On call now, in this order: {names}.", names=now), *lines, outside])


def _severity(voice: Voice, severity: Severity, rule: SeverityPolicy) -> str:
    return voice.say(
        "- {severity}: the next person hears after {wait}; a person answers within {within}{hours}.",
        severity=voice.say(_SEVERITIES[severity]),
        wait=voice.count("1 working day", "{n} working days", rule.working_days)
        if rule.working_days
        else length(voice, rule.wait),
        within=length(voice, rule.answer_within),
        hours=voice.say(", in working hours") if rule.hours is not None else "",
    )


def scanned(voice: Voice, plan: Plan) -> str:
    """What is scanned."""
    if not plan.safety.scan:
        return voice.say("- No channel is scanned; private messages to me always are.")
    names = ", ".join(f"#{quoted(name, 40)}" for name in plan.safety.scan)
    return voice.say("- Scanned: {names}, and private messages to me.", names=names)


def kept(voice: Voice, plan: Plan) -> str:
    """How long things are kept."""
    return voice.say(
        "- What people wrote: {texts} after the last day, or after a case was closed.\n- Who was who: {identities} "
        "after the last day.",
        texts=length(voice, plan.retention.texts),
        identities=length(voice, plan.retention.identities),
    )


def together(voice: Voice, plan: Plan) -> str:
    """How large groups are, and when pairs may change."""
    return voice.say(
        "- Groups of {least} to {most}.\n- A learner may have another mentor after week {week}.",
        least=plan.group_size.min,
        most=plan.group_size.max,
        week=plan.sessions.repair_after_weeks,
    )


def days_off(voice: Voice, cohort: Cohort) -> str:
    """Holidays to come and gone."""
    lines = [
        f"- {voice.day(each.on)}" + (f": {quoted(each.name, 60)}" if each.name else "") for each in cohort.plan.holidays
    ]
    return "\n".join(lines) or voice.say("- None. The cohort file names them as `[[holiday]]`.")


def length(voice: Voice, span: timedelta) -> str:
    """A stretch of time in its largest whole unit."""
    minutes = round(span.total_seconds() / 60)
    if minutes % 1440 == 0 and minutes:
        return voice.count("1 day", "{n} days", minutes // 1440)
    if minutes % 60 == 0 and minutes:
        return voice.count("1 hour", "{n} hours", minutes // 60)
    return voice.count("1 minute", "{n} minutes", minutes)


def set_up(voice: Voice) -> str:
    """The label of the button that changes channels and what is scanned."""
    return voice.say("Change channels and what is scanned")
