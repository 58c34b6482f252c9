"""Rules at the desk: what a sentence that was tried would do."""

from bot.domain.signals import Hit
from bot.domain.signals.decision import Finding
from bot.domain.signals.severity import Severity
from bot.markup import bare
from bot.wording.voice import Voice

_HOW_FAST = {
    Severity.CRITICAL: "whoever is on call hears of it at once",
    Severity.HIGH: "whoever is on call hears of it within the hour",
    Severity.ELEVATED: "a coordinator hears of it in working hours",
    Severity.NORMAL: "a coordinator finds it in the day's list",
}


def hit(voice: Voice, found: Hit) -> str:
    """A rule that saw something."""
    if found.mode != "live":
        return voice.say("{title} ({rule}): on trial, so it is only counted and nobody hears.", **_names(found))
    return voice.say("{title} ({rule}): {how}.", how=voice.say(_HOW_FAST[found.severity]), **_names(found))


def _names(found: Hit) -> dict[str, str]:
    return {"title": found.title, "rule": found.rule}


def no_hit(voice: Voice) -> str:
    """Nothing was seen."""
    return voice.say("No rule sees anything in it, so nobody would hear. If somebody should, add a rule of your own.")


def tried(voice: Voice, sentence: str, found: Finding | None, title: str = "") -> str:
    """What became of a sentence, and by which phrase."""
    names = {"words": bare(sentence, 200), "phrase": found.pattern if found is not None else "", "title": title}
    if found is None:
        return voice.say("“{words}”: not seen, no phrase is in it.", **names)
    match found.outcome:
        case "allowed":
            return voice.say("“{words}”: left alone. “{phrase}” is in it, and so is what is to be left.", **names)
        case "dropped":
            return voice.say("“{words}”: left alone. “{phrase}” is in it, and it says not.", **names)
        case _ if found.severity != found.rule.severity:
            return voice.say("“{words}”: seen by “{phrase}”, one step less urgent, since it says not.", **names)
        case _:
            return voice.say("“{words}”: seen by “{phrase}”. {title}", **names).strip()


def something_first(voice: Voice) -> str:
    """A draft without a phrase cannot be tried."""
    return voice.say("To try it, choose what it is about and write one phrase at least.")


def no_sentence(voice: Voice) -> str:
    """A draft that loads, without anything to try it on."""
    return voice.say("The phrases can be read. Write a sentence or two to see what they see.")
