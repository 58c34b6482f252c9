"""What somebody wants to reach, shown to them alone; a talk about it is one tap away."""

from datetime import datetime

from bot.cards import Action, Button, Card, Field, Look
from bot.domain.aims import Aims, Stretch, safer
from bot.domain.availability import Window
from bot.domain.calendars import CalendarFile
from bot.domain.members import Member
from bot.limits import FIELD_VALUE
from bot.markup import named, passage
from bot.wording.common import run_button
from bot.wording.voice import Voice


def offered(voice: Voice) -> tuple[Button, ...]:
    """Below the first welcome: two short forms, for whoever likes."""
    return (run_button(voice.say("My goals"), "peer my goals"), run_button(voice.say("How I work"), "peer my profile"))


def kept(voice: Voice, aims: Aims, member: Member) -> Card:
    """After the form: what was kept, and an honest word on time."""
    time = (
        voice.count(
            "One hour a week it is. Most people find that it takes a third more than they think: keep {safer} free.",
            "{n} hours a week it is. Most people find that it takes a third more than they think: keep {safer} free.",
            aims.hours,
            safer=safer(aims.hours),
        )
        if aims.hours
        else voice.say("Most people plan too little time; a fixed evening in your calendar helps.")
    )
    slots = "" if member.availability else voice.say(" *How I work* takes the hours in which you can meet.")
    return Card(
        voice.say(
            "Kept, for you alone; I show it to you again in weeks 2 and 4. {time}{slots}", time=time, slots=slots
        ),
        kind="aims.kept",
        why=voice.say("You told me your goals."),
        fields=_fields(voice, aims),
        buttons=(
            Button(voice.say("Put it into my calendar"), Action("aims.calendar")),
            run_button(voice.say("How I work"), "peer my profile"),
            run_button(voice.say("Change it"), "peer my goals"),
        ),
    )


def line(voice: Voice, window: Window, stretch: Stretch, reader: Member, now: datetime) -> CalendarFile:
    """A fixed time of every week for the reader's calendar; the title names nobody."""
    return CalendarFile(
        uid=f"plan-{reader.id}-{window.weekday}",
        version=int(now.timestamp()) // 60,  # whoever makes it again means the newer one
        starts_at=stretch.first[0],
        ends_at=stretch.first[1],
        made_at=now,
        title=voice.say("Kith: time to learn"),
        about=voice.say("Your own plan, for as long as the cohort runs. Kith does not look whether you keep it."),
        name="time-plan.ics",
        zone=reader.timezone,
        weekly_until=stretch.last,
    )


def in_calendar(voice: Voice, stretch: Stretch) -> Card:
    """With the file: from when to when it comes."""
    return Card(
        voice.say(
            "Here it is: every week from {first} on, until {last}. Open the file, and your calendar keeps the time "
            "free. Nobody else has it, and I don't look whether you keep it.",
            first=voice.when(stretch.first[0]),
            last=voice.when(stretch.last),
        ),
        kind="aims.in_calendar",
        why=voice.say("You asked for it."),
        buttons=(Button(voice.say("One more"), Action("aims.calendar")),),
    )


def too_late(voice: Voice) -> Card:
    """No such day is left before the cohort ends."""
    return Card(
        voice.say("No such day is left before the cohort ends, so I made no file. Another day may do."),
        kind="aims.no_day_left",
        why=voice.say("You asked for it."),
        buttons=(Button(voice.say("Another day"), Action("aims.calendar")),),
    )


def _fields(voice: Voice, aims: Aims) -> tuple[Field, ...]:
    told = ((voice.say("By week 2"), aims.by_week_2), (voice.say("By week 4"), aims.by_week_4))
    return tuple(Field(name, passage(text, FIELD_VALUE)) for name, text in told if text)


def works(voice: Voice, *, has_slots: bool) -> Card:
    """After the second form."""
    slots = (
        voice.say("Times I propose lie in the hours you told.")
        if has_slots
        else voice.say("Without hours I can propose no times; add them whenever you like.")
    )
    return Card(
        voice.say("Kept. {slots} Whom you learn beside is a person's decision, and this helps it.", slots=slots),
        kind="aims.works",
        why=voice.say("You told me how you like to work."),
        buttons=(run_button(voice.say("Change it"), "peer my profile"), run_button(voice.say("My page"), "peer me")),
    )


def again(voice: Voice, aims: Aims, week: int) -> Card:
    """In week 2 and week 4: their own words, and one tap."""
    return Card(
        voice.say("At the start you wrote what success by week {week} would be:", week=week),
        kind="aims.again",
        why=voice.say("It is week {week}, and you told me your goals at the start.", week=week),
        fields=(Field(voice.say("In your words"), passage(aims.by(week), FIELD_VALUE)),),
        buttons=(
            Button(voice.say("On my way"), Action("aims.on_my_way", str(week)), Look.PRIMARY),
            Button(voice.say("It has changed"), Action("aims.changed", str(week))),
            Button(voice.say("I'd like to talk"), Action("aims.talk", str(week))),
        ),
    )


def good(voice: Voice) -> Card:
    """On their way."""
    return Card(voice.say("Good to hear. Nothing to do."), kind="aims.good", why=voice.say("You pressed it."))


def talk_to(voice: Voice, person: Member | None) -> Card:
    """A talk is welcome: who knows now."""
    text = (
        voice.say("{name} knows that you'd like to talk, not what you wrote.", name=named(person.name))
        if person is not None
        else voice.say("Nobody is on duty just now. `/peer help` reaches the next person who is.")
    )
    return Card(text, kind="aims.talk", why=voice.say("You pressed it."))


def wants_to_talk(voice: Voice, learner: Member, *, is_mentor: bool) -> Card:
    """To the mentor, or the coordinator on duty: a talk about goals is welcome; nothing is quoted."""
    draft = (Button(voice.say("Draft a message"), Action("reach_out.draft", learner.id), Look.PRIMARY),)
    whose = (
        voice.say("{name} is your learner.", name=named(learner.name))
        if is_mentor
        else voice.say("{name} has no mentor who is there just now.", name=named(learner.name))
    )
    return Card(
        voice.say(
            "{name} looked at what they wanted to reach, and would like to talk about it. Ask what has become "
            "different; there is no wrong answer.",
            name=named(learner.name),
        ),
        kind="aims.wants_to_talk",
        why=whose,
        buttons=draft,
    )
