"""The mentors' training: five short pages, the way through them, and what coordinators read about it."""

from collections.abc import Sequence
from datetime import datetime

from bot.cards import Action, Button, Card, Look
from bot.domain.calendars import CalendarFile
from bot.domain.cohorts import Cohort
from bot.domain.members import Member
from bot.domain.training import PARTS, Progress, Training
from bot.markup import named
from bot.wording.common import run_button
from bot.wording.lists import fitting
from bot.wording.session_links import shown
from bot.wording.voice import Voice

_TITLES = (
    "Goals, scope and boundaries",
    "Listening and questions",
    "Feedback",
    "A session, as a role-play",
    "Questions, and when somebody goes quiet",
)
_PAGES = (
    "You help people to find their own way through the programme. That is all, and it is a lot.\n"
    "- **A guide, not a grader.** You explain and ask; you don't rewrite, mark or decide.\n"
    "- **A peer, not a therapist.** Listening is yours. Diagnosing, promising secrecy and being there day and night "
    "are not.\n"
    "- **What you hear stays with you**, except when somebody may be in danger, is harassed, or asks you to cheat.\n"
    "- **You never carry that alone.** `/mentor escalate` brings a worry to a coordinator with a short note; "
    "`/peer help` reaches a person at once.\n"
    "- Your time is bounded too: `/mentor workload` and `/mentor cover` are there for you.",
    "Most of mentoring is listening. Four moves:\n"
    "1. _Pause_, longer than feels polite.\n"
    "2. _Reflect back_: “So you're stuck because…?”\n"
    "3. _One clarifying question_: open, and only one.\n"
    "4. _Offer options_, A then B, and let them choose.\n"
    "Try it in pairs for five minutes each: one tells of a small problem of this week, the other may only do 1 to 3. "
    "How long was it before you wanted to give advice? That is everybody's answer. `/mentor script reflect` has the "
    "card.",
    "Good feedback can be used tomorrow.\n"
    "- What works, exactly where.\n"
    "- One thing to change, the one that helps most.\n"
    "- A question before an answer: “What would you change first?”\n"
    "- The next step is theirs, with a day.\n"
    "Try it: take any page you have, and write two sentences about it, one for what works and one to change. Read "
    "them as if they were to you. `/mentor rubric` has four questions for every piece of work.",
    "A session has five parts: how are you; one topic, theirs; one step of it together; the next step with a date; "
    "who writes to whom. `/mentor template` shows the minutes, for 45 and for 30.\n"
    "Play one in pairs, ten minutes, then change roles: the learner is behind and a little ashamed of it. The mentor "
    "keeps to the five parts and stops in time. Afterwards both say one thing that felt good, and nothing else.\n"
    "In the live training this is done in rooms of two. Here the practice at the end stands in for it.",
    "Somebody will go quiet. It is hardly ever about you.\n"
    "- “Are you okay?” before “what happened?”.\n"
    "- Two times, not a calendar; writing is as good as a call.\n"
    "- I draft the message when it is time; you change it and send it in your name.\n"
    "- After two sessions without them, two lines about what you tried, and a coordinator takes it from there.\n"
    "`/mentor script quiet` is the whole card. Questions left over? Bring them to the coordinators: `/peer help`.",
)
_WHY = "Mentors go through a short training before they get learners."
_WHY_AGAIN = "Mentors get a short refresher half way."


def page(voice: Voice, part: int, agenda: Sequence[int]) -> Card:
    """One part, counted from 1; "Next" goes on."""
    last = part == PARTS
    label = voice.say("To the practice") if last else voice.say("Next")
    return Card(
        voice.say(_PAGES[part - 1]) + voice.say("\n\nTakes {n} minutes in the live training.", n=agenda[part - 1]),
        kind="training.page",
        title=voice.say("Part {part} of {parts}: {title}", part=part, parts=PARTS, title=voice.say(_TITLES[part - 1])),
        why=voice.say(_WHY),
        buttons=(Button(label, Action("training.read", str(part)), Look.PRIMARY),),
    )


def overview(voice: Voice, plan: Training, progress: Progress, now: datetime) -> Card:
    """Where a mentor stands, with the way on."""
    lines = [
        voice.say("- {n} min: {title}{done}", n=n, title=voice.say(title), done=" ✓" if part <= progress.parts else "")
        for part, (n, title) in enumerate(zip(plan.agenda, _TITLES, strict=True), 1)
    ]
    lines.append(voice.say("- then a short practice run{done}", done=" ✓" if progress.is_finished else ""))
    return Card(
        voice.say("{n} minutes live; here in chat a good half hour, in one go or in pieces.\n", n=sum(plan.agenda))
        + "\n".join(lines)
        + _standing(voice, plan, progress, now),
        kind="training.overview",
        title=voice.say("Your training"),
        why=voice.say("You asked for it."),
        buttons=_ways(voice, progress),
    )


def _standing(voice: Voice, plan: Training, progress: Progress, now: datetime) -> str:
    if progress.is_finished:
        return voice.say("\nYou are through. Thank you. Everything stays here, to look at again.")
    if plan.at is not None and plan.at > now:
        return voice.say("\nLive: {when}{where}.", when=voice.when(plan.at), where=_where(voice, plan))
    return ""


def _where(voice: Voice, plan: Training) -> str:
    return voice.say(", {place}", place=shown(voice, plan.link)) if plan.link else ""


def _ways(voice: Voice, progress: Progress) -> tuple[Button, ...]:
    if progress.is_finished:
        return (
            Button(voice.say("Read it again"), Action("training.open", "1")),
            Button(voice.say("The refresher"), Action("training.refresher")),
        )
    if progress.parts < PARTS:
        label = voice.say("Go on") if progress.parts else voice.say("Begin")
        return (Button(label, Action("training.open", str(progress.parts + 1)), Look.PRIMARY),)
    return (Button(voice.say("Start the practice"), Action("training.practice"), Look.PRIMARY),)


def invitation(voice: Voice, cohort: Cohort, plan: Training, at: datetime, now: datetime) -> Card:
    """A day before the live training or its refresher, with an entry for the calendar."""
    is_refresher = at == plan.refresher
    minutes = plan.refresher_minutes if is_refresher else sum(plan.agenda)
    title = voice.say("Mentor refresher") if is_refresher else voice.say("Mentor training")
    about = (
        voice.say("What worked so far, one hard moment, your own week, and how to close well.")
        if is_refresher
        else voice.say("Boundaries, listening, feedback, a session as a role-play, and your questions.")
    )
    return Card(
        voice.say(
            "{when}, {minutes} minutes{where}. {about}\nCan't make it? It is all here in chat too, whenever it suits.",
            when=voice.when(at),
            minutes=minutes,
            where=_where(voice, plan),
            about=about,
        ),
        kind="training.invitation",
        title=title,
        why=voice.say(_WHY_AGAIN if is_refresher else _WHY),
        buttons=(run_button(voice.say("See the training"), "mentor training"),),
        attachment=CalendarFile(
            f"training-{'2' if is_refresher else '1'}-{cohort.id}",
            0,
            at,
            (plan.refreshed_by if is_refresher else plan.ends_at) or at,
            now,
            title,
            link=plan.link,
            name="training.ics",
        ),
    )


def were_you_there(voice: Voice, *, is_refresher: bool) -> Card:
    """A quarter of an hour after the end; "no" is a fine answer."""
    part = "refresher" if is_refresher else "live"
    return Card(
        voice.say("Were you at the live training? “I missed it” is a fine answer: then we do it here.")
        if not is_refresher
        else voice.say("Were you at the refresher? “I missed it” is a fine answer: then it is one page here."),
        kind="training.ask",
        why=voice.say(_WHY_AGAIN if is_refresher else _WHY),
        buttons=(
            Button(voice.say("I was there"), Action("training.there", part), Look.PRIMARY),
            Button(voice.say("I missed it"), Action("training.missed", part)),
        ),
    )


def was_there(voice: Voice) -> Card:
    """After "I was there": the practice is what is left."""
    return Card(
        voice.say("Good to have you. One thing is left: a practice run of three short moments. Nobody grades it."),
        kind="training.there",
        why=voice.say("You just answered."),
        buttons=(Button(voice.say("Start the practice"), Action("training.practice"), Look.PRIMARY),),
    )


def finished(voice: Voice, said: str) -> Card:
    """Everything is behind them; `said` is the word on the last answer."""
    return Card(
        f"{said}\n\n"
        + voice.say(
            "That's the training, and you're through. Thank you for the time. Your answers are kept nowhere. A "
            "coordinator publishes the pairs; then I tell you who your learners are."
        ),
        kind="training.finished",
        why=voice.say("You finished the training."),
        buttons=(run_button(voice.say("My week"), "mentor week"),),
    )


def make_up(voice: Voice, progress: Progress) -> Card:
    """Two days later, once: what is still open."""
    return Card(
        voice.say(
            "Your training is still open, and your learners can only be given to you when it is done. It takes a good "
            "half hour here in chat, in pieces if you like."
        ),
        kind="training.make_up",
        why=voice.say(_WHY),
        buttons=_ways(voice, progress),
    )


def refresher(voice: Voice, progress: Progress) -> Card:
    """Half way: one page."""
    return Card(
        voice.say(
            "Half way is a good moment to look up. Twenty to thirty minutes, alone or with another mentor:\n"
            "1. _What worked?_ One moment with a learner that went well. What did you do, or leave out?\n"
            "2. _One hard moment._ Tell it in two sentences, without names. What would you try next time?\n"
            "3. _Listening again._ Pause, reflect back, one question, options A then B. Which one got lost?\n"
            "4. _Boundaries._ Is there something you carry that belongs to a coordinator? `/mentor escalate`.\n"
            "5. _You._ How full is your week? `/mentor workload`. Cover is there to be used.\n"
            "6. _Closing well._ From now on a little less from you each week, and a good last session: what they can "
            "do now that they couldn't before."
        ),
        kind="training.refresher",
        title=voice.say("The refresher"),
        why=voice.say(_WHY_AGAIN),
        buttons=(Button(voice.say("Done"), Action("training.refreshed"), Look.PRIMARY),)
        if progress.refreshed_at is None
        else (),
    )


def refreshed(voice: Voice) -> Card:
    """After the refresher."""
    return Card(
        voice.say("Thank you. `/mentor script` has the cards for the second half, one tap each."),
        kind="training.refreshed",
        why=voice.say("You went through the refresher."),
    )


def overdue(voice: Voice, waiting: Sequence[Member]) -> Card:
    """To the coordinator on duty, two days after the live training."""
    return Card(
        voice.say(
            "These mentors have not finished the training: {names}. Each of them has been reminded, and can make up in "
            "chat. Until then their pairs are not published. A friendly word helps.",
            names=_names(voice, waiting),
        ),
        kind="training.overdue",
        why=voice.say("You are on duty, and pairs wait for the training."),
        buttons=(run_button(voice.say("Who is through"), "coord training"),),
    )


def _names(voice: Voice, people: Sequence[Member]) -> str:
    return fitting(voice, [f"{named(one.name)} ({one.handle})" for one in people], 900, ", ")


def roll(voice: Voice, waiting: Sequence[Member], done: Sequence[Member]) -> Card:
    """To a coordinator: who is through, and who is not. No answers, no marks."""
    parts = [
        voice.say("Not finished: {names}", names=_names(voice, waiting)) if waiting else "",
        voice.say("Finished: {names}", names=_names(voice, done)) if done else "",
    ]
    return Card(
        "\n".join(part for part in parts if part) or voice.say("There are no mentors in this cohort yet."),
        kind="training.roll",
        title=voice.say("Mentor training"),
        why=voice.say("You asked for it."),
        buttons=(run_button(voice.say("The pairs"), "coord pair propose"),),
    )


def open_training(voice: Voice, waiting: Sequence[Member]) -> str:
    """A line of the Monday report."""
    return voice.say("Training not finished: {names}", names=_names(voice, waiting))
