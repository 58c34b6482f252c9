"""Limits, privacy, why, the list of commands: what can be read at any time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from bot.cards import Card, Field
from bot.commands import Command
from bot.deliveries import Delivery
from bot.domain.cohorts import Cohort
from bot.domain.helplines import CountryHelp
from bot.domain.members import Member
from bot.domain.precision import Precision
from bot.domain.privacy import NOTICE_VERSION
from bot.domain.signals import Packs
from bot.limits import CARD_TEXT, FIELD_VALUE
from bot.markup import named, plain, quoted
from bot.wording import safety
from bot.wording.common import run_button
from bot.wording.languages import NAMES
from bot.wording.lists import fitting
from bot.wording.respect import respect_button
from bot.wording.voice import Voice


def limits(voice: Voice, country: CountryHelp | None, coordinators: Sequence[Member]) -> Card:
    """The limits of peer support (O9, E6), and who is there beyond them (E4)."""
    names = fitting(voice, [named(c.name) for c in coordinators], 800, ", ")
    people = voice.say("\n**Coordinators,** the one on duty first: {names}.", names=names) if names else ""
    return Card(
        voice.say(
            "Your group and your mentor listen, share what worked for them and think along. They are not therapists, "
            "and "
            "I am a bot: I route, people answer. {limits}\n\nWhat you say stays confidential, except where there is "
            "a risk of "
            "serious harm.\n\n**In danger now:** {number}. **To talk to somebody:** {lines}.{people}",
            people=people,
            limits=safety.limits(voice),
            number=safety.emergency(voice, country),
            lines=safety.lines(voice, country),
        ),
        kind="help.limits",
        title=voice.say("What peer support is, and is not"),
        why=voice.say("You asked for it."),
        buttons=(run_button(voice.say("Get help"), "peer help"), respect_button(voice)),
    )


@dataclass(frozen=True, slots=True)
class Known:
    """What the notice says of this cohort: how often rules were wrong, and which listed channels cannot be read."""

    wrong: Precision | None = None
    unread: Sequence[str] = ()


def privacy(voice: Voice, member: Member, cohort: Cohort, packs: Packs, known: Known | None = None) -> Card:
    """The privacy notice, whole, what is recorded about this reader, and how often the rules were wrong."""
    known = known or Known()
    return Card(
        voice.say(
            "**Kept:** your name, zone, country if you gave it, your answers to check-ins, when you and your mentor "
            "met, what was noted of it, that and when you wrote in the group, never what, and of reviews and private "
            "answers only that. A problem you bring to your group, and a good word until it is decided on, are kept "
            "like notes. Texts and notes are encrypted, and erased {days} days after the last day; what a case holds, "
            "{days} days after it was closed, longer only where a coordinator must keep it for a legal reason. What I "
            "sent you is emptied a week later.\n"
            "**Scanned:** {scanned}, by rules, for: {kinds}. Nothing of a message without a match is kept; it stays in "
            "memory for a minute, in case the words are spread over several. With a match, up to 240 characters around "
            "it are kept, encrypted, in the case."
            "{often}{unread}\n"
            "**Who sees it:** the coordinator on duty hears that somebody should look; the words only if they open "
            "them, which is recorded. Your group and whoever hosts the bot see nothing. Your mentor sees whether you "
            "checked in, and your words only if you share them.\n"
            "**Yours alone:** your goals, and what helps you take part. Who is in a space for people who share "
            "something, only those inside know; coordinators, how many.\n"
            "**Confidential** except where there is a risk of serious harm.\n"
            "**Your choices:** skip anything, `/peer nudges off`, `/peer pause`, `/peer leave`; `/peer mydata show` "
            "lists what is stored and who looked at it, and you can take it along or have it deleted. Not to be "
            "scanned: write outside those channels.\n{agreed}",
            often=_often_wrong(voice, known.wrong),
            unread=_unread(voice, known.unread) + _not_understood(voice, cohort),
            days=max(1, cohort.plan.retention.texts.days),
            scanned=_scanned(voice, cohort, known),
            kinds=", ".join(voice.word(category.title).lower() for category in packs.categories),
            agreed=_agreed(voice, member),
        ),
        kind="help.privacy",
        title=voice.say("Privacy notice, version {n}", n=NOTICE_VERSION),
        why=voice.say("You asked for it."),
        buttons=(run_button(voice.say("My data"), "peer mydata show"),),
    )


def _scanned(voice: Voice, cohort: Cohort, known: Known) -> str:
    channels = ", ".join(f"#{name}" for name in cohort.plan.safety.scan if name not in known.unread)
    if not channels:
        return voice.say("messages to me, and what I pass on for you")
    return voice.say("messages in {channels} and to me, and what I pass on for you", channels=channels)


def _unread(voice: Voice, names: Sequence[str]) -> str:
    """What is true of channels whose messages reach the bot without their words."""
    if not names:
        return ""
    return voice.say(
        "\n**Not read:** {names}. There I hear that you write, and read only messages that mention me. So a worrying "
        "sentence there goes unnoticed; `/peer help`, a message to me, or the menu on a message reaches a person.",
        names=", ".join(f"#{name}" for name in names),
    )


def _not_understood(voice: Voice, cohort: Cohort) -> str:
    """What is true for a reader whose language no rule of the cohort's reads."""
    languages = cohort.plan.safety.languages
    if voice.language in languages:
        return ""
    return voice.say(
        "\n**Languages:** the rules read only {languages}. A worrying sentence in another language goes unnoticed; "
        "`/peer help` or the menu on a message reaches a person.",
        languages=", ".join(NAMES.get(language, language) for language in languages),
    )


def _agreed(voice: Voice, member: Member) -> str:
    if member.consented_at is None:
        return voice.say("You haven't agreed to it yet; nothing is tracked.")
    when = voice.when(member.consented_at)
    return voice.say("You agreed to version {version} on {when}.", version=member.consent_version, when=when)


def _often_wrong(voice: Voice, wrong: Precision | None) -> str:
    if wrong is None:
        return ""
    sentence = " Of {closed} looked at so far, {wrong} turned out to be nothing."
    return voice.say(sentence, closed=wrong.closed, wrong=wrong.false_alarms)


def why(voice: Voice, sent: Sequence[Delivery], withheld: Sequence[tuple[datetime, str, str]]) -> Card:
    """Why did I get this? Why did nothing come?"""
    came = [f"- {voice.short(d.at)}: “{_gist(d.card)}” {d.card.why}" for d in sent if d.card.why]
    spared = [f"- {voice.short(at)}: {reason}" for at, _, reason in withheld]
    text = fitting(voice, came, CARD_TEXT // 2) or voice.say("I haven't sent you anything yet.")
    if spared:
        text += voice.say("\n\n**Not sent:**\n{spared}", spared=fitting(voice, spared, CARD_TEXT // 2 - 30))
    return Card(
        text,
        kind="help.why",
        title=voice.say("Why you got your last messages"),
        why=voice.say("You asked for it."),
    )


def _gist(card: Card) -> str:
    """Return the beginning of a message, so that its reader knows which one is meant."""
    return quoted(card.title or plain(card.text), 80) or "…"


def commands(voice: Voice, commands: Sequence[Command]) -> Card:
    """Every command this reader can use."""
    first, *others = [list(of_root) for _, of_root in groupby(commands, key=lambda command: command.root)]
    return Card(
        fitting(voice, [_usage(voice, command) for command in first], CARD_TEXT),
        kind="help.commands",
        title=voice.say("What you can type"),
        why=voice.say("You asked for it."),
        fields=tuple(field for of_root in others for field in _fields(voice, of_root)),
    )


def _usage(voice: Voice, command: Command) -> str:
    return f"`{command.usage}` {voice.word(command.summary)}"


def _fields(voice: Voice, commands: Sequence[Command]) -> list[Field]:
    """The commands of one root, in as many fields as they need."""
    pieces = [""]
    for line in (_usage(voice, command) for command in commands):
        fits = len(pieces[-1]) + len(line) < FIELD_VALUE
        pieces[-1:] = [f"{pieces[-1]}\n{line}".strip()] if fits else [pieces[-1], line]
    return [Field(f"/{commands[0].root}", piece) for piece in pieces]
