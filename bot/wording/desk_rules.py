"""Rules at the desk: what a sentence that was tried would do."""

from bot.domain.signals import Hit
from bot.domain.signals.severity import Severity
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
    return voice.say(
        "No rule sees anything in it, so nobody would hear. If somebody should, whoever runs Kith can add a phrase to "
        "a pack."
    )
