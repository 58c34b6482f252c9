"""What is special about a day in the calendar at the desk."""

from bot.domain.plan import Holiday
from bot.markup import bare
from bot.wording.voice import Voice


def holiday(voice: Voice, holiday: Holiday) -> str:
    """A day off, for all groups or some."""
    name = bare(holiday.name, 60) or voice.say("A day off")
    return name if not holiday.groups else voice.say("{name}, for some groups", name=name)


def clock_change(voice: Voice) -> str:
    """The night the clocks change."""
    return voice.say("The clocks change; everything keeps its time of day")
