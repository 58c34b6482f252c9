"""What is said of proposed groups: to coordinators, who decide."""

from bot.domain.grouping import Proposal, Sizes, Unplaced, Why
from bot.wording.voice import Voice

_QUARTERS_OF_A_DAY = 96
_WEEKDAYS = (
    "Mon {time} UTC",
    "Tue {time} UTC",
    "Wed {time} UTC",
    "Thu {time} UTC",
    "Fri {time} UTC",
    "Sat {time} UTC",
    "Sun {time} UTC",
)


def without_group(voice: Voice, one: Unplaced) -> str:
    """Say why somebody is in no group, and the least that would help."""
    match one.why:
        case Why.HOURS:
            text = voice.say("Too few people are free when they are. Ask for one more hour in the week.")
        case Why.WISHES:
            pairs = ", ".join(voice.say("{one} with {other}", one=a, other=b) for a, b in one.wishes)
            text = voice.say(
                "Every group for them goes against a wish; the fewest: {pairs}. Ask whether it can change.", pairs=pairs
            )
        case Why.SIZES:
            text = voice.say("So many people do not fit into groups of these sizes.")
        case Why.NEEDED:
            text = voice.say("The people they could be with are needed in other groups.")
    more = voice.say(" More people have a place with --size {sizes}.", sizes=one.sizes) if one.sizes else ""
    return f"{text}{more}"


def too_few(people: int, sizes: Sizes) -> str:
    """Say that so many people make no group."""
    are = "1 person is" if people == 1 else f"{people} people are"
    return f"{are} not enough for a group of {sizes}."


def enough(people: int, sizes: Sizes) -> str:
    """Say what would do."""
    wider = next((wider for wider in sizes.wider() if wider.most_placed(people)), None)
    return f"Try --size {wider}." if wider else "Add people."


def meets(voice: Voice, quarter: int | None) -> str:
    """Say when a group can meet."""
    if quarter is None:
        return voice.say("hours not told")
    day, rest = divmod(quarter, _QUARTERS_OF_A_DAY)
    return voice.say(_WEEKDAYS[day], time=f"{rest // 4:02}:{rest % 4 * 15:02}")


def in_all(proposal: Proposal) -> str:
    """Say how good a proposal is, and how good any could be."""
    count = len(proposal.groups)
    groups = "1 group" if count == 1 else f"{count} groups"
    worst, mean = f"{proposal.worst:g}", f"{proposal.mean:g}"
    return (
        f"{groups}. The one that fits least has {worst} points of 100; where as many people have a place, it cannot "
        f"have more than {proposal.bound_worst:g}. The mean is {mean}; it cannot be more than {proposal.bound_mean:g}."
    )
