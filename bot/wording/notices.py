"""What everybody in a channel is told before the first message is read by a rule, and who hears if it is missing."""

from collections.abc import Sequence

from bot.cards import Card
from bot.domain.cohorts import Cohort
from bot.domain.members import Member
from bot.domain.privacy import EXCERPT, NOTICE_VERSION
from bot.domain.signals import Packs
from bot.markup import named, quoted
from bot.wording.common import run_button
from bot.wording.lists import fitting
from bot.wording.voice import Voice


def kinds(voice: Voice, packs: Packs) -> str:
    """Name what rules look for, in plain words."""
    return ", ".join(voice.word(category.title).lower() for category in packs.categories)


def scanning(
    voice: Voice, cohort: Cohort, packs: Packs, coordinators: Sequence[Member], *, is_read: bool = True
) -> Card:
    """The notice of a scanned channel: what is looked for, who sees what, what is kept, how to stay out of it (V8).

    `is_read`: whether messages reach the bot with their words; on Discord that needs a switch.
    """
    names = fitting(voice, [named(c.name) for c in coordinators], 600, ", ") or voice.say("the coordinators")
    parts = [
        _looked_for(voice, packs) if is_read else _hardly(voice, packs),
        voice.say(
            "**If a rule matches,** its writer gets a private message with help. Whoever of {names} is on duty hears "
            "that somebody should look, not what was written. They can open up to {n} characters of it, and that is "
            "recorded.",
            names=names,
            n=EXCERPT,
        ),
        voice.say(
            "**Kept:** that somebody wrote, never what. What a case keeps is encrypted and erased {days} days after "
            "the case is closed.",
            days=cohort.plan.retention.texts.days,
        ),
        voice.say(
            "**Your choice:** what you write elsewhere isn't read. `/peer privacy` shows all of it, and what is "
            "recorded about you. What is said here stays here, except where somebody is at risk of serious harm. I am "
            "no emergency service; `/peer help` shows who is there."
        ),
    ]
    return Card(
        "\n\n".join(parts),
        kind="privacy.notice",
        title=voice.say("What is read in this channel, and by whom (notice {n})", n=NOTICE_VERSION),
        why=voice.say("Everybody in a channel that is scanned is told so before anything else."),
        buttons=(run_button(voice.say("Privacy"), "peer privacy"), run_button(voice.say("Who helps"), "peer help")),
        is_pinned=True,
    )


def _looked_for(voice: Voice, packs: Packs) -> str:
    return voice.say(
        "In this channel, rules look for words that may mean somebody needs a person: {kinds}. Only messages of people "
        "who agreed to it are read, and by rules, not by people.",
        kinds=kinds(voice, packs),
    )


def _hardly(voice: Voice, packs: Packs) -> str:
    """What is true where only messages that mention the bot reach it with their words."""
    return voice.say(
        "In this channel I hear that you write, and read only messages that mention me. In those, of people who agreed "
        "to it, rules look for words that may mean somebody needs a person: {kinds}.\n\n**What that means:** a "
        "worrying sentence written here to others goes unnoticed. `/peer help` reaches a person, and so does “Report "
        "privately” in the menu of any message.",
        kinds=kinds(voice, packs),
    )


def not_posted(voice: Voice, channel: str) -> Card:
    """To coordinators: a channel is scanned, and the people in it were not told there."""
    return Card(
        voice.say(
            "I couldn't post the privacy notice in {channel}. People agreed to it when they started, and it belongs "
            "in the channel too. Please look whether I may write there, or tell people yourself; `/peer privacy` has "
            "the text.",
            channel=quoted(channel),
        ),
        kind="privacy.not_posted",
        why=voice.say("A channel that is scanned has no notice."),
    )
