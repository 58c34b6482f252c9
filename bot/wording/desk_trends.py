"""Lines of a cohort in words: what each is of, in a caption, a column and in the place of the picture."""

from bot.domain.trends import Line, Point, Trend
from bot.wording.voice import Voice

_NAMES = {
    Line.PARTICIPATION: "Learners who wrote",
    Line.HELP: "Minutes until a person was in touch",
    Line.SATISFACTION: "How satisfied people are, 1 to 5",
}
_CAPTIONS = {
    Line.PARTICIPATION: "How many learners wrote at least once in a week. Reading along is taking part too.",
    Line.HELP: "The median of the cases that opened in a week, of those you may know of.",
    Line.SATISFACTION: "The mean of each pulse. Where fewer than five answered there is no point.",
}


def name(voice: Voice, line: Line) -> str:
    """What a line is of."""
    return voice.say(_NAMES[line])


def caption(voice: Voice, line: Line) -> str:
    """How it is counted."""
    return voice.say(_CAPTIONS[line])


def value(voice: Voice, line: Line, point: Point) -> str:
    """One value, with the whole it is of."""
    if point.of is None:
        return f"{point.value:g}"
    match line:
        case Line.PARTICIPATION:
            return voice.say("{n} of {of}", n=f"{point.value:g}", of=point.of)
        case Line.HELP:
            return voice.count("{minutes} (1 case)", "{minutes} ({n} cases)", point.of, minutes=f"{point.value:g}")
        case Line.SATISFACTION:
            return voice.count("{mean} (1 answer)", "{mean} ({n} answers)", point.of, mean=f"{point.value:g}")


def alternative(voice: Voice, trend: Trend) -> str:
    """The same as the picture, in a sentence."""
    points = ", ".join(
        voice.say("{at}: {value}", at=point.at, value=value(voice, trend.line, point)) for point in trend.points
    )
    return voice.say("{name}, by week: {points}.", name=name(voice, trend.line), points=points)
