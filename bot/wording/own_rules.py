"""What coordinators read while they write rules of their own."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.cards import Action, Button, Card, ChoiceInput, Form, Look, Option, TextInput
from bot.domain.own_rules import OwnMode, OwnRule
from bot.domain.signals import Fault, Packs, Severity
from bot.limits import OPTION_LABEL
from bot.markup import bare, quoted, refilled
from bot.wording.voice import Voice

SAVE = "own_rule.save"
INPUTS: Final[Mapping[str, int]] = {"title": 80, "category": 80, "severity": 20, "phrases": 2500, "sentences": 2500}
"""What can be written, and how many characters each may have."""
_SPEED = {
    Severity.CRITICAL: "Critical: told at once, at any hour",
    Severity.HIGH: "High: told within the hour, by day",
    Severity.ELEVATED: "Elevated: told in working hours",
    Severity.NORMAL: "Normal: stands in the day's list",
}
_MODES = {
    OwnMode.TRIAL: "on trial: only counted",
    OwnMode.LIVE: "live: people hear of it",
    OwnMode.OFF: "off",
}


def form(voice: Voice, packs: Packs, rule: OwnRule | None, typed: Mapping[str, str]) -> Form:
    """Ask for a rule; it holds what somebody typed, for the rule as it stands now."""
    kinds = tuple(Option(bare(voice.word(one.title), OPTION_LABEL), one.id) for one in packs.categories)
    speeds = tuple(Option(voice.say(_SPEED[one]), one.value) for one in reversed(Severity))
    return Form(
        Action(SAVE, f"{rule.id}:{rule.mark}" if rule is not None else ""),
        voice.say("Change a rule") if rule is not None else voice.say("A rule of your own"),
        (
            TextInput(
                "title",
                voice.say("What it is called in an alert"),
                bare(typed["title"], INPUTS["title"]),
                limit=INPUTS["title"],
            ),
            ChoiceInput("category", voice.say("What it is about"), kinds[:25], typed["category"]),
            ChoiceInput("severity", voice.say("How fast somebody should hear"), speeds, typed["severity"]),
            TextInput(
                "phrases",
                voice.say("Phrases, one a line"),
                refilled(typed["phrases"], INPUTS["phrases"]),
                voice.say("Start a line with - for what is to be left alone. (a|b) means either, ~2 up to two words."),
                is_long=True,
                limit=INPUTS["phrases"],
            ),
            TextInput(
                "sentences",
                voice.say("Sentences to try it on, one a line"),
                refilled(typed["sentences"], INPUTS["sentences"]),
                voice.say("Start a line with - for what must not be seen."),
                is_required=False,
                is_long=True,
                limit=INPUTS["sentences"],
            ),
        ),
        voice.say("Save, on trial"),
    )


def faults(voice: Voice, found: Sequence[Fault]) -> str:
    """What the loader of packs says is wrong, with its places."""
    told = [f"{_place(one)}: {one.problem}" + (f" ({one.remedy})" if one.remedy else "") for one in found[:5]]
    return voice.say("Nothing is changed yet. {faults}", faults="; ".join(told))


def _place(fault: Fault) -> str:
    """Where a fault is, without the rule's id, which nobody chose."""
    return fault.where.partition(": ")[2] or fault.where


def on_trial(voice: Voice, rule: OwnRule) -> Card:
    """A rule is only counted."""
    still = voice.say("\nUntil you switch it live, the wording before it stays live.") if rule.replaces else ""
    return _card(
        voice,
        rule,
        voice.say(
            "“{title}” is on trial: it counts what it would have seen, and nobody hears. The count stands beside "
            "it.{still}",
            title=quoted(rule.title, INPUTS["title"]),
            still=still,
        ),
        (_button(voice.say("Switch it live"), "live", rule), _button(voice.say("Switch it off"), "off", rule)),
    )


def is_live(voice: Voice, rule: OwnRule, seen: int) -> Card:
    """A rule opens cases from now on."""
    return _card(
        voice,
        rule,
        voice.count(
            "“{title}” is live: people hear of what it sees. On trial it saw one message.",
            "“{title}” is live: people hear of what it sees. On trial it saw {n} messages.",
            seen,
            title=quoted(rule.title, INPUTS["title"]),
        ),
        (_button(voice.say("Take it back"), "trial", rule),),
    )


def is_off(voice: Voice, rule: OwnRule) -> Card:
    """A rule does nothing."""
    return _card(
        voice,
        rule,
        voice.say(
            "“{title}” is off: it sees nothing any more, and is kept here. What the packs look for goes on.",
            title=quoted(rule.title, INPUTS["title"]),
        ),
        (_button(voice.say("Put it on trial"), "trial", rule),),
    )


def buttons(voice: Voice, rule: OwnRule) -> tuple[Button, ...]:
    """What can be done with a rule as it stands."""
    change = _button(voice.say("Change it"), "edit", rule)
    match rule.mode:
        case OwnMode.TRIAL:
            live = _button(voice.say("Switch it live"), "live", rule, Look.PRIMARY)
            return (live, change, _button(voice.say("Switch it off"), "off", rule))
        case OwnMode.LIVE:
            return (change, _button(voice.say("Switch it off"), "off", rule))
        case OwnMode.OFF:
            return (_button(voice.say("Put it on trial"), "trial", rule), change)


def add(voice: Voice) -> Button:
    """The button to an empty form."""
    return Button(voice.say("Add a rule"), Action("own_rule.edit"))


def standing(voice: Voice, rule: OwnRule) -> str:
    """What a rule does now."""
    return voice.say(_MODES[rule.mode])


def _button(label: str, verb: str, rule: OwnRule, look: Look = Look.PLAIN) -> Button:
    return Button(label, Action(f"own_rule.{verb}", f"{rule.id}:{rule.mark}"), look)


def _card(voice: Voice, rule: OwnRule, text: str, buttons: tuple[Button, ...]) -> Card:
    return Card(text, kind=f"own_rule.{rule.mode.value}", why=voice.say("You changed a rule."), buttons=buttons)


def needed(voice: Voice) -> str:
    """Something is missing."""
    return voice.say("This one is needed.")


def too_long(voice: Voice, most: int) -> str:
    """Something is longer than it may be."""
    return voice.say("At most {most} characters, please.", most=most)


def too_many(voice: Voice, most: int) -> str:
    """There are as many rules as there may be."""
    return voice.say("A cohort has {most} rules of its own at most. Please change one that is off.", most=most)


def too_many_phrases(voice: Voice, most: int) -> str:
    """A rule is as long as it may be."""
    return voice.say("At most {most} lines, please: a second rule can have the rest.", most=most)


def names_somebody(voice: Voice) -> str:
    """A rule looks for what is said, never for a person."""
    return voice.say("Somebody of the cohort is named here. A rule looks for what is said, never for a person.")


def changed_meanwhile(voice: Voice, rule: OwnRule) -> str:
    """Somebody else was faster; nothing that was typed is lost."""
    return voice.say(
        "Somebody changed this rule after you opened it: “{title}” is {how} now. Yours stands here, nothing of it is "
        "lost. Save once more to put yours in its place.",
        title=bare(rule.title, INPUTS["title"]),
        how=standing(voice, rule),
    )


def another_now(voice: Voice, rule: OwnRule) -> Card:
    """A button was pressed for a rule that reads or stands differently by now."""
    return Card(
        voice.say(
            "Somebody changed “{title}” after you saw it, so I left it alone: it is {how} now. Please look once more.",
            title=quoted(rule.title, INPUTS["title"]),
            how=standing(voice, rule),
        ),
        kind="own_rule.another",
        buttons=buttons(voice, rule),
    )


def gone(voice: Voice) -> Card:
    """There is no such rule."""
    return Card(
        voice.say("This rule is no longer there. You can write it anew."),
        kind="own_rule.gone",
        buttons=(add(voice),),
    )
