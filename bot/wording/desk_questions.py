"""The weeks' questions at the desk."""

from bot.wording.voice import Voice


def standing(voice: Voice, gone: int, groups: int, *, is_written: bool) -> str:
    """How a week's question stands."""
    if not is_written:
        return voice.say("Nothing is written for this week yet, so nothing will be posted. Write a question below.")
    if not groups:
        return voice.say("There is no group yet that would get it.")
    if not gone:
        return voice.count("Not posted yet; one group gets it.", "Not posted yet; {n} groups get it.", groups)
    if gone < groups:
        return voice.say("Posted in {gone} of {groups} groups; a change reaches the others.", gone=gone, groups=groups)
    return voice.say("Its time has come in every group; a change reaches nobody.")


def change(voice: Voice, week: int) -> str:
    """The label of the button."""
    return voice.say("Change week {week}", week=week)
