"""The private words to somebody who may be having a very hard time. Short, warm, honest about what happens.

Reviewed against the published guidance named in docs/decisions.md. Change these only with the programme's safeguarding
lead: no trigger is quoted back, no method named, nothing diagnosed, nothing promised that a person must keep.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.cards import Action, Button, Card, Look
from bot.domain.helplines import FIND_A_HELPLINE, CountryHelp, Helpline, Register
from bot.domain.members import Member
from bot.domain.signals import Hit
from bot.domain.signals.severity import Severity
from bot.markup import named
from bot.wording.voice import Voice


@dataclass(frozen=True, slots=True)
class Writer:
    """Who wrote, who hears of it and when (None: now), and the helplines there are; `in_channel`: others read it.

    `has_outside`: where no coordinator may be asked, somebody outside the programme hears that something waits.
    """

    member: Member
    told: Sequence[Member]
    register: Register
    told_at: datetime | None = None
    in_channel: bool = False
    has_outside: bool = False


def reply(voice: Voice, writer: Writer, hit: Hit, template: str) -> Card | None:
    """Return the private reply of a category's template, or None where there is none.

    Who discloses harassment gets one; who threatens or insults gets none from a bot.
    """
    match template:
        case "crisis" if hit.rule == "crisis.other":
            return _about_somebody_else(voice, writer)
        case "crisis":
            return _crisis(voice, writer, hit)
        case "harassment" if hit.rule == "harassment.disclosure":
            return _harassment(voice, writer)
        case _:
            return None


def _crisis(voice: Voice, writer: Writer, hit: Hit) -> Card:
    if hit.severity < Severity.HIGH:
        return _gentle(voice, writer)
    help_here = writer.register.get(writer.member.country)
    parts = [
        voice.say("Hi {name}. I'm the programme's bot, not a person.", name=named(writer.member.name)),
        voice.say("If you might be in danger now, call {emergency}.", emergency=emergency(voice, help_here)),
        voice.say(
            "A phrase in your message made me think you might be going through a very hard time. This is automatic, "
            "and I may be wrong."
        ),
        voice.say("You can also reach {lines}.", lines=lines(voice, help_here)),
        who_was_told(voice, writer),
        limits(voice),
    ]
    return Card(
        "\n\n".join(parts),
        kind="crisis.reply",
        title=voice.say("Are you okay?"),
        why=voice.say("A phrase you wrote matched a rule that looks for people who may need help."),
        buttons=_buttons(voice, writer, hit.category),
    )


def _buttons(voice: Voice, writer: Writer, category: str) -> tuple[Button, ...]:
    three = (
        Button(voice.say("Talk to someone now"), Action("safety.person", category), Look.PRIMARY),
        Button(voice.say("I'm safe"), Action("safety.safe", category)),
        Button(voice.say("This was a mistake"), Action("safety.mistake", category)),
    )
    if not writer.in_channel:
        return three
    return (*three, Button(voice.say("Remove my message"), Action("safety.remove", category)))


def emergency(voice: Voice, help_here: CountryHelp | None) -> str:
    """Return the number to call in danger; never another country's."""
    if help_here is None or not help_here.emergency:
        return voice.say("your local emergency number")
    return voice.say("{number} (emergency)", number=help_here.emergency)


def lines(voice: Voice, help_here: CountryHelp | None) -> str:
    """Return up to two lines of the country, and the place that lists all."""
    known = [_line(voice, line) for line in (help_here.lines if help_here else ())[:2]]
    found = voice.say("a line near you at {site}", site=f"[{FIND_A_HELPLINE}](https://{FIND_A_HELPLINE})")
    return voice.say("{lines}, or find {found}", lines=voice.say(" or ").join(known), found=found) if known else found


def _line(voice: Voice, line: Helpline) -> str:
    if line.phone and line.phone == line.text:
        ways = voice.say("call or text {phone}", phone=line.phone)
    elif line.phone and line.text:
        ways = voice.say("call {phone}, text {text}", phone=line.phone, text=line.text)
    else:
        ways = voice.say("call {phone}", phone=line.phone) if line.phone else line.web
    hours = voice.say(", {hours}", hours=voice.word(line.hours)) if line.hours else ""
    return voice.say("**{name}** ({ways}{hours})", name=line.name, ways=ways, hours=hours)


def who_was_told(voice: Voice, writer: Writer) -> str:
    """Say exactly who hears of it and when, and who does not (E7)."""
    told = writer.told
    if not told and writer.has_outside:
        return voice.say(
            "No coordinator can be asked just now. Somebody outside the programme, its contact for such moments, hears "
            "that somebody is needed, and neither your name nor your words. Nobody in your group sees this message."
        )
    if not told:
        return voice.say("I could not reach a coordinator just now. Nobody in your group sees this message.")
    if writer.told_at is not None:
        return voice.say(
            "Nobody has been told yet. {when}, {name}, the coordinator on duty then, hears that somebody should check "
            "in with you. They can open the words around it, which is recorded; nobody else can. “Talk to someone now” "
            "asks them at once. Nobody in your group or in the channel sees this message, and your mentor is not told.",
            when=voice.when(writer.told_at),
            name=named(told[0].name),
        )
    return voice.say(
        "I've let {name}, the coordinator on duty, know that somebody should check in with you. They can open the "
        "words around it, which is recorded; nobody else can. If they can't look, another coordinator is asked. They "
        "aren't there every minute. Nobody in your group or in the channel sees this message, and your mentor is not "
        "told.",
        name=named(told[0].name),
    )


def limits_alone(voice: Voice) -> str:
    """What peer support is not (O9, E6)."""
    return voice.say(
        "Peer support complements professional care and does not replace it, and this is not an emergency service."
    )


def limits(voice: Voice) -> str:
    """The sentences that belong under every crisis reply (E6)."""
    return limits_alone(voice) + voice.say(" `/peer privacy` says what is scanned and why.")


def _gentle(voice: Voice, writer: Writer) -> Card:
    return Card(
        voice.say(
            "Hi {name}. I'm the programme's bot, and I may be reading this wrong. If things feel heavy at the "
            "moment, you don't have to carry them alone: your mentor, a coordinator, or {lines}.\n\n{told}\n\n{limits}",
            name=named(writer.member.name),
            lines=lines(voice, writer.register.get(writer.member.country)),
            told=who_was_told(voice, writer),
            limits=limits(voice),
        ),
        kind="crisis.check",
        why=voice.say("A phrase you wrote matched a rule that looks for people who may need help."),
        buttons=_buttons(voice, writer, "crisis"),
    )


def _about_somebody_else(voice: Voice, writer: Writer) -> Card:
    help_here = writer.register.get(writer.member.country)
    return Card(
        voice.say(
            "Hi {name}. I'm the programme's bot. It sounds as if you are worried about somebody. You don't have to "
            "solve it "
            "alone.\n\nIf they might be in danger now, call {emergency}. Otherwise: ask them plainly how they are, "
            "listen, don't promise to keep it secret, and help them reach {lines}.\n\n{told}\n\n{limits}",
            name=named(writer.member.name),
            emergency=emergency(voice, help_here),
            lines=lines(voice, help_here),
            told=who_was_told(voice, writer),
            limits=limits(voice),
        ),
        kind="crisis.other",
        why=voice.say("A phrase you wrote matched a rule that looks for worry about somebody."),
        buttons=_buttons(voice, writer, "crisis"),
    )


def _harassment(voice: Voice, writer: Writer) -> Card:
    """To somebody who tells of harassment: their own safety first, and who knows of it (E8)."""
    help_here = writer.register.get(writer.member.country)
    parts = [
        voice.say(
            "You don't have to deal with this alone. I'm the programme's bot, and I may be reading this wrong. If you "
            "might be in danger now, call {emergency}.",
            emergency=emergency(voice, help_here),
        ),
        voice.say(
            "You can mute or block somebody on this platform, step out of a channel without saying why, and keep what "
            "was written as evidence. Whoever it is about hears nothing of this from me."
        ),
        who_was_told(voice, writer),
        limits(voice),
    ]
    return Card(
        "\n\n".join(parts),
        kind="harassment.reply",
        why=voice.say("A phrase you wrote matched a rule that looks for harassment."),
        buttons=_buttons(voice, writer, "harassment"),
    )


def glad_safe(voice: Voice, *, has_case: bool) -> Card:
    """After "I'm safe"."""
    still = voice.say(" A coordinator may still say hello; a person looks, not only a rule.") if has_case else ""
    return Card(
        voice.say("Thank you for telling me.{still} `/peer help` is there at any hour.", still=still),
        kind="crisis.safe",
        why=voice.say("You just answered."),
    )


def sorry(voice: Voice, *, has_case: bool) -> Card:
    """After "This was a mistake"."""
    told = voice.say(" I've added that to what the coordinator sees.") if has_case else ""
    return Card(
        voice.say("Sorry for the interruption, and thank you for saying so.{told}", told=told),
        kind="crisis.mistake",
        why=voice.say("You just answered."),
    )


def person_asked(voice: Voice, people: Sequence[Member], help_here: CountryHelp | None) -> Card:
    """After "Talk to someone now": who, and what if it cannot wait."""
    if people:
        text = voice.say(
            "I've asked {who} to write to you, and if they don't answer soon, the next person. If you might be in "
            "danger, don't wait for us: call {emergency}.",
            who=named(people[0].name),
            emergency=emergency(voice, help_here),
        )
    else:
        text = voice.say(
            "I've passed on that you'd like a person, but no coordinator is on duty right now. Please don't wait for "
            "us: call {emergency} if you might be in danger, or reach {lines}.",
            emergency=emergency(voice, help_here),
            lines=lines(voice, help_here),
        )
    return Card(
        text,
        kind="crisis.person",
        why=voice.say("You asked for a person."),
    )


def unreachable(voice: Voice, learner: Member) -> Card:
    """To the coordinator: a private message that mattered did not arrive."""
    return Card(
        voice.say(
            "I could not deliver a private message to {name}: their direct messages are closed. It was not posted "
            "anywhere else. Please reach them another way.",
            name=named(learner.name),
        ),
        kind="case.unreachable",
        why=voice.say("A message that mattered could not be delivered."),
    )


def could_not_deliver(voice: Voice) -> str:
    """Why something never came."""
    return voice.say("The platform would not deliver it: your direct messages may be closed.")
