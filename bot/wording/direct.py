"""To somebody who writes to the bot in plain words: what became of them, and where to go on."""

from bot.cards import Action, Button, Card, Look
from bot.domain.check_ins import CheckIn
from bot.domain.drafts import Draft
from bot.domain.members import Member, Role
from bot.markup import named
from bot.wording.check_ins import Outlook, mood_words, next_check_in
from bot.wording.common import run_button
from bot.wording.voice import Voice


def kept(voice: Voice, check_in: CheckIn, outlook: Outlook, message: Draft | None) -> Card:
    """The words are the answer to the check-in; how they were understood can be changed."""
    shared = (
        voice.say(" Your mentor can read it, as you chose.")
        if check_in.is_shared and check_in.hardest
        else voice.say(" Nobody else reads it.")
    )
    buttons = [Button(voice.say("Change it"), Action("check_in.more", check_in.id))]
    if message is not None:
        buttons.append(Button(voice.say("Write back to my mentor"), Action("message.reply", message.id)))
    buttons.append(run_button(voice.say("Get help"), "peer help"))
    return Card(
        voice.say(
            "Thank you. I've kept this as your check-in for week {week}: {mood}.{shared} {next}",
            week=check_in.week,
            mood=mood_words(voice, check_in),
            shared=shared,
            next=next_check_in(voice, outlook),
        ),
        kind="check_in.thanks",
        why=voice.say("You wrote to me while your check-in was open, so I took it as the answer."),
        buttons=tuple(buttons),
    )


def for_your_mentor(voice: Voice, mentor: Member, message: Draft) -> Card:
    """The words may be meant for the mentor, whom they haven't reached."""
    return Card(
        voice.say(
            "I'm a bot, and what you write here doesn't reach {name}. Is it meant for them? Write back sends it on; I "
            "haven't kept what you wrote.",
            name=named(mentor.name),
        ),
        kind="help.mentor_message",
        why=voice.say("You wrote to me after {name} had sent you a message through me.", name=named(mentor.name)),
        buttons=(
            Button(voice.say("Write back"), Action("message.reply", message.id), Look.PRIMARY),
            run_button(voice.say("My page"), "peer me"),
            run_button(voice.say("Get help"), "peer help"),
        ),
    )


def help_offer(voice: Voice) -> Card:
    """To somebody who writes "help": the shortest way to a person."""
    return Card(
        voice.say(
            "You're not alone with it. Shall I ask a coordinator to write to you? Say as much or as little as you like."
        ),
        kind="help.offer",
        why=voice.say("You wrote that you need help."),
        buttons=(
            Button(voice.say("Write to a coordinator"), Action("help.ask"), Look.PRIMARY),
            run_button(voice.say("Who is there, and how fast"), "peer help"),
        ),
    )


def what_i_can_do(voice: Voice, member: Member) -> Card:
    """To somebody who writes to the bot in plain words when nothing waits for an answer."""
    buttons = [run_button(voice.say("My page"), "peer me"), run_button(voice.say("Get help"), "peer help")]
    if member.role is Role.COORDINATOR:
        buttons.insert(1, run_button(voice.say("Open cases"), "coord case list"))
    if member.role is Role.MENTOR:
        buttons.insert(1, run_button(voice.say("My week"), "mentor week"))
    read = (
        voice.say(" I read this only to see whether you need help, and didn't keep it.")
        if member.consent_version
        else voice.say(" I didn't keep what you wrote.")
    )
    return Card(
        voice.say("I'm a bot and can't chat, but I can find you a person.{read} What would you like?", read=read),
        kind="help.bot",
        why=voice.say("You wrote to me."),
        buttons=tuple(buttons),
    )
