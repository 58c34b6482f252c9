"""My page, help, limits, privacy, why: what anybody may ask at any time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.cards import Action, Button, Card, ChoiceInput, Field, Form, Look, Option, TextInput
from bot.domain.check_ins import CheckIn
from bot.domain.cohorts import Cohort
from bot.domain.helplines import CountryHelp
from bot.domain.members import Group, Member, MemberState, Role
from bot.domain.milestones import DueItem
from bot.domain.schedule import WorkingHours
from bot.domain.scripts import Script
from bot.domain.services import Service
from bot.domain.sessions import Session
from bot.domain.severities import SeverityPolicy
from bot.domain.signals.severity import Severity
from bot.limits import FIELD_VALUE
from bot.markup import named, quoted, titled
from bot.wording import safety
from bot.wording.common import run_button
from bot.wording.lists import fitting
from bot.wording.milestones import dates
from bot.wording.playbook import script_button
from bot.wording.session_lines import next_one
from bot.wording.voice import Voice


@dataclass(frozen=True, slots=True)
class Page:
    """What a member's own page shows."""

    member: Member
    cohort: Cohort
    week: int
    group: Group | None
    mentor: Member | None
    open_check_in: CheckIn | None
    answered: int
    is_away: bool
    next_check_in: datetime | None
    session: Session | None = None
    due: Sequence[DueItem] = ()


@dataclass(frozen=True, slots=True)
class Contacts:
    """Whom somebody can turn to; coordinators with the one on duty first."""

    mentor: Member | None
    coordinators: Sequence[Member]
    country: CountryHelp | None
    severities: Mapping[Severity, SeverityPolicy]
    when_broken: str = ""
    """Whom to write to when the bot itself does not work."""
    services: Sequence[Service] = ()


def page(voice: Voice, page: Page) -> Card:
    """The person's own page."""
    member, cohort = page.member, page.cohort
    fields = [
        Field(voice.say("Now"), _now(voice, page)),
        Field(voice.say("Settings"), _settings(voice, member)),
    ]
    if member.role is Role.LEARNER:
        fields.insert(1, Field(voice.say("Your people"), _people(voice, page)))
        if page.answered:
            so_far = voice.count("{n} check-in answered", "{n} check-ins answered", page.answered)
            fields.insert(2, Field(voice.say("So far"), so_far))
    if page.session is not None and page.mentor is not None:
        fields.append(Field(voice.say("Next session"), next_one(voice, page.session, page.mentor)))
    fields += dates(voice, page.due)
    return Card(
        voice.say("{cohort}, {dates}", cohort=named(cohort.name), dates=_dates(voice, page)),
        kind="member.page",
        title=voice.say("Hello {name}", name=titled(member.name)),
        why=voice.say("You asked for it."),
        fields=tuple(fields),
        buttons=_page_buttons(voice, page),
    )


def _dates(voice: Voice, page: Page) -> str:
    if page.week < 1:
        return voice.say("starts {day}", day=voice.day(page.cohort.starts_on))
    if page.week > page.cohort.weeks:
        return voice.say("ended {day}", day=voice.day(page.cohort.ends_on))
    return voice.say("week {week} of {weeks}", week=page.week, weeks=page.cohort.weeks)


def _now(voice: Voice, page: Page) -> str:
    if page.member.state is MemberState.PAUSED:
        return voice.say("Paused. `/peer back` starts again.")
    if page.is_away:
        return voice.say("You're off today. Nothing is expected of you.")
    if page.open_check_in is not None:
        return voice.say("Your check-in is open until {until}.", until=voice.when(page.open_check_in.closes_at))
    if page.member.role is Role.LEARNER and page.next_check_in is not None:
        return voice.say("Nothing is due. Next check-in: {when}.", when=voice.when(page.next_check_in))
    return voice.say("Nothing is due.")


def _people(voice: Voice, page: Page) -> str:
    group = named(page.group.name) if page.group else voice.say("none yet")
    mentor = named(page.mentor.name) if page.mentor else voice.say("none yet")
    return voice.say("Group: {group}. Mentor: {mentor}.", group=group, mentor=mentor)


def _settings(voice: Voice, member: Member) -> str:
    return voice.say(
        "Your clock: {zone}. Quiet hours: {quiet}. Country: {country}. Reminders: {nudges}. `/peer start` changes "
        "these.",
        zone=member.timezone,
        quiet=str(member.quiet) if member.quiet.start != member.quiet.end else voice.say("none"),
        country=member.country or voice.say("not given"),
        nudges=voice.say("on") if member.nudges_on else voice.say("off (`/peer nudges on`)"),
    )


def _page_buttons(voice: Voice, page: Page) -> tuple[Button, ...]:
    if page.member.role is Role.MENTOR:
        return (run_button(voice.say("My week"), "mentor week"), run_button(voice.say("Get help"), "peer help"))
    if page.member.role is Role.COORDINATOR:
        return (run_button(voice.say("Open cases"), "coord case list"), run_button(voice.say("Get help"), "peer help"))
    if page.member.state is MemberState.PAUSED:
        first = run_button(voice.say("I'm back"), "peer back")
    elif page.open_check_in:
        first = run_button(voice.say("Check in"), "peer checkin")
    else:
        first = run_button(voice.say("Take days off"), "peer away")
    return (first, run_button(voice.say("Get help"), "peer help"), run_button(voice.say("Privacy"), "peer privacy"))


def help_page(voice: Voice, contacts: Contacts) -> Card:
    """Who is there and how fast: escalation contacts visible at any time (E4)."""
    lines = [
        voice.say(
            "**In danger now:** call {number}. Then: {lines}.",
            number=safety.emergency(voice, contacts.country),
            lines=safety.lines(voice, contacts.country),
        )
    ]
    if contacts.coordinators:
        names = fitting(voice, [named(c.name) for c in contacts.coordinators], 1000, ", ")
        lines.append(
            voice.say(
                "**Coordinators,** the one on duty first: {names}.",
                names=names,
            )
        )
    else:
        lines.append(voice.say("**Coordinators:** nobody is on duty right now. Write anyway; it waits for the next."))
    if contacts.mentor is not None:
        lines.append(voice.say("**Your mentor:** {name}.", name=named(contacts.mentor.name)))
    lines.append(voice.say("**The work itself:** ask in your group's channel or in #help."))
    if contacts.when_broken:
        lines.append(voice.say("If I don't answer: {contact}.", contact=quoted(contacts.when_broken)))
    return Card(
        "\n".join(lines),
        kind="help.page",
        title=voice.say("Help is here"),
        why=voice.say("You asked for it."),
        fields=(
            Field(voice.say("What it is about, and how fast"), _by_concern(voice, contacts)),
            *_places(voice, contacts),
        ),
        buttons=(
            Button(voice.say("Write to a coordinator"), Action("help.ask"), Look.PRIMARY),
            run_button(voice.say("Report something privately"), "peer report"),
            run_button(voice.say("Limits of peer support"), "peer limits"),
        ),
    )


def _places(voice: Voice, contacts: Contacts) -> tuple[Field, ...]:
    """Where else somebody can turn, with what is no crisis (E11)."""
    lines = [
        voice.say(
            "- **{name}:** {about}. {reach}", name=quoted(one.name), about=quoted(one.about), reach=quoted(one.reach)
        )
        for one in contacts.services
    ]
    return (Field(voice.say("Other places to turn"), fitting(voice, lines, FIELD_VALUE)),) if lines else ()


_CONCERNS = (
    (Severity.CRITICAL, "**A crisis,** yours: at once, day and night; the goal is an answer within {within}."),
    (Severity.HIGH, "**Harassment, a threat, fear for somebody:** {hours}; within {within}. Urgent ones at once."),
    (
        Severity.NORMAL,
        "**Too much, wanting to stop, a question of honest work, anything else:** {hours}; within {within}.",
    ),
)


def _by_concern(voice: Voice, contacts: Contacts) -> str:
    """Say for each kind of concern who hears of it when, and the goal for an answer (E1)."""
    lines = []
    for severity, sentence in _CONCERNS:
        policy = contacts.severities[severity]
        hours = _hours(voice, policy.hours) if policy.hours is not None else voice.say("at any hour")
        lines.append(voice.say(sentence, hours=hours, within=span(voice, policy.answer_within)))
    lines.append(voice.say("All of it goes to the coordinator on duty; your group never hears of it."))
    return "\n".join(lines)


def _hours(voice: Voice, hours: WorkingHours) -> str:
    days = voice.say("every day") if len(hours.days) == 7 else voice.say("on working days")
    return voice.say("{days} {start:%H:%M} to {end:%H:%M}", days=days, start=hours.start, end=hours.end)


def span(voice: Voice, length: timedelta) -> str:
    """Write a length of time in the largest unit that fits."""
    minutes = int(length.total_seconds() // 60)
    if minutes < 120:
        return voice.count("{n} minute", "{n} minutes", minutes)
    if minutes < 48 * 60:
        return voice.count("{n} hour", "{n} hours", minutes // 60)
    return voice.count("{n} day", "{n} days", minutes // (24 * 60))


def help_form(voice: Voice, subject: str = "", text: str = "") -> Form:
    """What do you need? `subject` is the message it is about, `text` how the question begins."""
    return Form(
        Action("help.submit", subject),
        voice.say("Ask a coordinator"),
        (
            TextInput("text", voice.say("What do you need, in your own words?"), text, is_long=True),
            ChoiceInput(
                "urgent",
                voice.say("Can it wait?"),
                (Option(voice.say("It can wait"), "no"), Option(voice.say("It is urgent"), "yes")),
                "no",
                is_required=False,
            ),
        ),
    )


def asked(voice: Voice, contacts: Contacts, within: timedelta) -> Card:
    """A question is on its way."""
    who = named(contacts.coordinators[0].name) if contacts.coordinators else voice.say("A coordinator")
    mentor = (Button(voice.say("Tell my mentor too"), Action("help.mentor")),) if contacts.mentor is not None else ()
    return Card(
        voice.say(
            "Thank you for asking. {who} hears of it, and the next person if they can't; nobody else. The goal is an "
            "answer within {within}, and I tell you who has it. If you might be in danger, don't wait: call {number}.",
            who=who,
            within=span(voice, within),
            number=safety.emergency(voice, contacts.country),
        ),
        kind="help.asked",
        why=voice.say("You asked for help."),
        buttons=mentor,
    )


def mentor_told(voice: Voice, mentor: Member) -> Card:
    """The mentor knows, too."""
    return Card(
        voice.say("{name} knows that you asked for help, not what for.", name=named(mentor.name)),
        kind="help.mentor_told",
        why=voice.say("You asked for it."),
    )


def no_mentor_now(voice: Voice) -> Card:
    """No mentor who could be told."""
    return Card(
        voice.say("You have no mentor who is there at the moment. The coordinator has your question and answers."),
        kind="help.no_mentor",
    )


def learner_asked(voice: Voice, learner: Member) -> Card:
    """To the mentor: help was asked for, not what for."""
    return Card(
        voice.say(
            "{name} asked for help. A coordinator has the question; a short hello from you may be welcome.",
            name=named(learner.name),
        ),
        kind="help.mentor",
        why=voice.say("{name} is your learner.", name=named(learner.name)),
        buttons=(
            Button(voice.say("Draft a message"), Action("reach_out.draft", learner.id)),
            script_button(voice, Script.REFLECT),
        ),
    )
