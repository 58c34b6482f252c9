"""A mentor's message to a learner, drafted, edited, sent in the mentor's name; and the learner's answer to it."""

from datetime import datetime

from bot.cards import Action, Button, Card, Form, Look, TextInput
from bot.domain.drafts import About, Draft
from bot.domain.members import Member, Role
from bot.markup import bare, named, passage, refilled, titled
from bot.wording.common import run_button
from bot.wording.voice import Voice

_NOTICED = {
    About.CHECK_IN: "I noticed we haven't heard from you for a bit.",
    About.SESSION: "we didn't meet today.",
}


def suggestion(voice: Voice, mentor: Member, learner: Member, about: About, *, has_times: bool) -> str:
    """The words the bot suggests, in the learner's language; plain text, no markup."""
    times = voice.say(" If you feel like it, pick one of the two times below.") if has_times else ""
    return voice.say(
        "Hi {learner}, {noticed} Are you okay? No need to explain anything. "
        "If something got in the way, tell me and we'll find a smaller next step together.{times}\n\n{mentor}",
        learner=titled(learner.name),
        noticed=voice.say(_NOTICED[about]),
        mentor=titled(mentor.name),
        times=times,
    )


_DRAFTED = {
    About.CHECK_IN: "We haven't heard from {name} in the last check-ins. Here is a first message, for you to change or "
    "send:\n\n",
    About.SESSION: "You and {name} didn't meet. Here is a first message, for you to change or send:\n\n",
}
_WHY_DRAFTED = {
    About.CHECK_IN: "{name} is your learner and didn't answer the last check-ins.",
    About.SESSION: "{name} is your learner and missed your session.",
}


def drafted(voice: Voice, learner: Member, draft: Draft) -> Card:
    """To the mentor: a draft, two times, one tap."""
    times = "\n".join(f"- {voice.when(at)}" for at in draft.options)
    offered = voice.say("\n\nTimes you both can (on your clock):\n{times}", times=times) if times else ""
    return Card(
        voice.say(_DRAFTED[draft.about], name=named(learner.name))
        + "\n".join(f"> {line}" for line in passage(draft.text, 1500).split("\n")[:100])
        + offered,
        kind=f"draft.{draft.about}",
        title=voice.say("A word to {name}?", name=titled(learner.name)),
        why=voice.say(_WHY_DRAFTED[draft.about], name=named(learner.name)),
        buttons=(
            Button(voice.say("Send as it is"), Action("draft.send", draft.id), Look.PRIMARY),
            Button(voice.say("Edit first"), Action("draft.edit", draft.id)),
            run_button(voice.say("What to do when things go quiet"), "mentor script"),
        ),
    )


def editor(voice: Voice, draft: Draft) -> Form:
    """The draft, open."""
    text = TextInput("text", voice.say("Your message, in your own words"), refilled(draft.text, 1000), is_long=True)
    return Form(Action("draft.submit", draft.id), voice.say("Your message"), (text,))


_FROM = {
    Role.MENTOR: "From {name}, your mentor",
    Role.COORDINATOR: "From {name}, coordinator",
}


def message(voice: Voice, sender: Member, draft: Draft) -> Card:
    """To the learner, in the sender's name: their mentor's, or a coordinator's."""
    actions = ("message.first", "message.second")
    buttons = [
        Button(voice.short(at), Action(action, draft.id)) for action, at in zip(actions, draft.options, strict=False)
    ]
    if buttons:
        buttons.append(Button(voice.say("Another time"), Action("message.other", draft.id)))
    buttons.append(Button(voice.say("Write back"), Action("message.reply", draft.id)))
    return Card(
        passage(draft.text, 2000),
        kind="reach_out.message",
        title=voice.say(_FROM[sender.role], name=titled(sender.name)),
        why=voice.say("{name} sent you this through me.", name=named(sender.name)),
        buttons=tuple(buttons),
    )


def write_back(voice: Voice, mentor: Member, draft: Draft) -> Form:
    """A few words to the mentor."""
    text = TextInput(
        "text", voice.say("Your words to {name}", name=bare(mentor.name, 28) or voice.say("them")), is_long=True
    )
    return Form(Action("message.replied", draft.id), voice.say("Write back"), (text,))


def nothing_to_pass_on(voice: Voice, draft: Draft) -> Card:
    """A form without words."""
    return Card(
        voice.say("There was nothing to pass on yet."),
        kind="reach_out.empty",
        buttons=(Button(voice.say("Try again"), Action("message.reply", draft.id)),),
    )


def answer(voice: Voice, learner: Member, text: str) -> Card:
    """To the mentor: what the learner wrote back."""
    return Card(
        passage(text, 2000),
        kind="reach_out.answer",
        title=voice.say("{name} wrote back", name=titled(learner.name)),
        why=voice.say("{name} answered your message through me.", name=named(learner.name)),
        buttons=(Button(voice.say("Draft a message"), Action("reach_out.draft", learner.id), Look.PRIMARY),),
    )


def answer_sent(voice: Voice, mentor: Member) -> Card:
    """To the learner, at once."""
    return Card(
        voice.say("Passed on to {name}, in your words.", name=named(mentor.name)),
        kind="reach_out.answered",
        why=voice.say("You wrote back."),
    )


def sent(voice: Voice, learner: Member) -> Card:
    """To the mentor, at once."""
    return Card(
        voice.say("Sent to {name}, in your name. I'll tell you if they pick a time.", name=named(learner.name)),
        kind="draft.sent",
        why=voice.say("You sent a message."),
    )


def was_sent(voice: Voice, learner: Member) -> Card:
    """What the draft turns into."""
    return Card(voice.say("Sent to {name}. Thank you for reaching out.", name=named(learner.name)), kind="draft.done")


def already_sent(voice: Voice, draft: Draft) -> Card:
    """The draft went out before."""
    when = voice.say(", on {when}", when=voice.when(draft.sent_at)) if draft.sent_at else ""
    return Card(
        voice.say("This message already went out{when}. `/mentor reachout` starts a new one.", when=when),
        kind="draft.already_sent",
    )


def empty(voice: Voice, draft: Draft) -> Card:
    """Nothing to send."""
    return Card(
        voice.say("There was nothing to send. The draft is unchanged."),
        kind="draft.empty",
        buttons=(Button(voice.say("Try again"), Action("draft.edit", draft.id)),),
    )


def cannot_reach(voice: Voice, learner: Member) -> Card:
    """The learner has left."""
    return Card(
        voice.say(
            "{name} has left the programme, so I can't pass this on. A coordinator can help.", name=named(learner.name)
        ),
        kind="draft.cannot",
    )


def heard_meanwhile(voice: Voice, learner: Member, draft: Draft) -> Card:
    """What an unsent draft turns into once the learner has checked in."""
    return Card(
        voice.say(
            "{name} has checked in meanwhile, so this isn't needed any more. If you'd like to say hello, it is still "
            "here.",
            name=named(learner.name),
        ),
        kind="draft.not_needed",
        buttons=(Button(voice.say("Edit first"), Action("draft.edit", draft.id)),),
    )


def still_here(voice: Voice, learner: Member, draft: Draft) -> Card:
    """A day later."""
    return Card(
        voice.say(
            "The message to {name} is still waiting. It doesn't need to be perfect; hearing from you is what counts.",
            name=named(learner.name),
        ),
        kind="draft.reminder",
        why=voice.say("A draft for you has not been sent for a day."),
        buttons=(
            Button(voice.say("Send as it is"), Action("draft.send", draft.id), Look.PRIMARY),
            Button(voice.say("Edit first"), Action("draft.edit", draft.id)),
        ),
    )


_MISSED = {About.CHECK_IN: "two check-ins in a row", About.SESSION: "a session"}


def not_sent(voice: Voice, mentor: Member, learner: Member, about: About) -> Card:
    """To the coordinator, two days later."""
    return Card(
        voice.say(
            "{learner} missed {missed}, and the message drafted for {mentor} hasn't gone out in two "
            "days. A word with {mentor} may help; `/mentor reachout {handle}` lets you write yourself.",
            learner=named(learner.name),
            missed=voice.say(_MISSED[about]),
            mentor=named(mentor.name),
            handle=learner.handle,
        ),
        kind="draft.not_sent",
        why=voice.say("Nobody has reached out to a learner who went quiet."),
    )


def time_chosen(voice: Voice, learner: Member, at: datetime) -> Card:
    """To the mentor."""
    return Card(
        voice.say(
            "{name} picked {when} to talk with you. A line from you says where: a call, or here in writing.",
            name=named(learner.name),
            when=voice.when(at),
        ),
        kind="reach_out.time_chosen",
        why=voice.say("{name} answered your message.", name=named(learner.name)),
        buttons=(Button(voice.say("Draft a message"), Action("reach_out.draft", learner.id)),),
    )


def wants_another(voice: Voice, learner: Member) -> Card:
    """To the mentor: neither time suits."""
    return Card(
        voice.say("{name} would like to talk, at another time. Please suggest one.", name=named(learner.name)),
        kind="reach_out.another_time",
        why=voice.say("{name} answered your message.", name=named(learner.name)),
        buttons=(Button(voice.say("Draft a message"), Action("reach_out.draft", learner.id)),),
    )


def agreed(voice: Voice, mentor: Member, at: datetime) -> Card:
    """To the learner, at once."""
    return Card(
        voice.say(
            "{when} with {name}. I've told them, and they tell you where.",
            when=voice.when(at),
            name=named(mentor.name),
        ),
        kind="reach_out.agreed",
        why=voice.say("You picked a time."),
    )


def settled(voice: Voice, mentor: Member, at: datetime) -> Card:
    """What the message turns into."""
    return Card(
        voice.say("You'll talk with {name} on {when}.", name=named(mentor.name), when=voice.when(at)),
        kind="reach_out.settled",
    )


def passed_on(voice: Voice, mentor: Member) -> Card:
    """To the learner: the mentor will suggest another time."""
    return Card(
        voice.say("I've asked {name} for another time.", name=named(mentor.name)),
        kind="reach_out.passed_on",
        why=voice.say("You asked for another time."),
    )


def too_late(voice: Voice) -> Card:
    """The time has passed."""
    return Card(
        voice.say("That time has passed. “Another time” asks your mentor for a new one."), kind="reach_out.too_late"
    )


def not_free(voice: Voice, at: datetime, mentor: Member) -> Card:
    """A time at which one of the two meets somebody by now."""
    return Card(
        voice.say(
            "{when} isn't free any more, sorry. “Another time” asks {name} for a new one.",
            when=voice.when(at),
            name=named(mentor.name),
        ),
        kind="reach_out.not_free",
    )


def chosen_already(voice: Voice, at: datetime) -> Card:
    """A second tap on a time."""
    return Card(
        voice.say("You picked {when} already; `/peer session` moves it.", when=voice.when(at)),
        kind="reach_out.chosen_already",
    )
