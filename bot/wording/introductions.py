"""Introductions in a group's channel: what people have in common, of the words they said their group may read."""

from collections.abc import Mapping, Sequence

from bot.cards import Button, Card, Field
from bot.domain.introductions import alone, in_common
from bot.domain.members import Member
from bot.limits import FIELD_VALUE
from bot.markup import named, quoted
from bot.wording.common import run_button
from bot.wording.lists import fitting
from bot.wording.voice import Voice

Words = Mapping[str, frozenset[str]]


def of_group(voice: Voice, words: Words, people: Mapping[str, Member]) -> Card:
    """When a group begins: who wants to get better at the same things; `words` by member id, only shared ones."""
    together = [
        voice.say(
            "- {word}: {names}", word=quoted(one.word, 40), names=_names(voice, [people[x] for x in one.member_ids])
        )
        for one in in_common(words)
    ]
    others = [
        voice.say("- {name}: {words}", name=named(people[one].name), words=_words(voice, words[one]))
        for one in alone(words)
    ]
    return Card(
        voice.say(
            "Some of you said what they want to get better at, for all of us to read. Find somebody below, and say "
            "hello: what are you trying just now?"
        ),
        kind="introductions.group",
        why=voice.say("Your group begins, and these people said that their group may read their words."),
        fields=(
            *((Field(voice.say("In common"), fitting(voice, together, FIELD_VALUE)),) if together else ()),
            *((Field(voice.say("Who brings what"), fitting(voice, others, FIELD_VALUE)),) if others else ()),
        ),
        buttons=(_own(voice),),
    )


def of_one(
    voice: Voice, newcomer: Member, words: frozenset[str], alike: Sequence[tuple[str, Sequence[Member]]]
) -> Card:
    """When somebody joins later, or shares their words later: what they bring, and who wants the same."""
    lines = [
        voice.say("- {word}: {names} too", word=quoted(word, 40), names=_names(voice, others)) for word, others in alike
    ]
    return Card(
        voice.say(
            "{name} wants to get better at {words}. Say hello, and what has helped you so far.",
            name=named(newcomer.name),
            words=_words(voice, words),
        ),
        kind="introductions.one",
        why=voice.say("{name} said that their group may read these words.", name=named(newcomer.name)),
        fields=((Field(voice.say("In common"), fitting(voice, lines, FIELD_VALUE)),) if lines else ()),
        buttons=(_own(voice),),
    )


def _own(voice: Voice) -> Button:
    return run_button(voice.say("Add mine"), "peer my profile")


def _names(voice: Voice, people: Sequence[Member]) -> str:
    return fitting(voice, [named(one.name) for one in people], 400, ", ")


def _words(voice: Voice, words: frozenset[str]) -> str:
    return fitting(voice, [quoted(word, 40) for word in sorted(words)], 400, ", ")
