"""What is said of proposed groups: to coordinators, who decide."""

from bot.domain.grouping import Proposal, Sizes, Unplaced, Why
from bot.domain.schedule import WEEKDAYS

_QUARTERS_OF_A_DAY = 96


def without_group(one: Unplaced) -> str:
    """Say why somebody is in no group, and the least that would help."""
    match one.why:
        case Why.HOURS:
            text = "Too few people are free when they are. Ask for one more hour in the week."
        case Why.WISHES:
            pairs = ", ".join(f"{a} with {b}" for a, b in one.wishes)
            text = f"Every group for them goes against a wish; the fewest: {pairs}. Ask whether it can change."
        case Why.SIZES:
            text = "So many people do not fit into groups of these sizes."
        case Why.NEEDED:
            text = "The people they could be with are needed in other groups."
    return f"{text} More people have a place with --size {one.sizes}." if one.sizes else text


def too_few(people: int, sizes: Sizes) -> str:
    """Say that so many people make no group."""
    are = "1 person is" if people == 1 else f"{people} people are"
    return f"{are} not enough for a group of {sizes}."


def enough(people: int, sizes: Sizes) -> str:
    """Say what would do."""
    wider = next((wider for wider in sizes.wider() if wider.most_placed(people)), None)
    return f"Try --size {wider}." if wider else "Add people."


def meets(quarter: int | None) -> str:
    """Say when a group can meet."""
    if quarter is None:
        return "hours not told"
    day, rest = divmod(quarter, _QUARTERS_OF_A_DAY)
    return f"{WEEKDAYS[day][:3]} {rest // 4:02}:{rest % 4 * 15:02} UTC"


def in_all(proposal: Proposal) -> str:
    """Say how good a proposal is, and how good any could be."""
    count = len(proposal.groups)
    groups = "1 group" if count == 1 else f"{count} groups"
    worst, mean = f"{proposal.worst:g}", f"{proposal.mean:g}"
    return (
        f"{groups}. The one that fits least has {worst} points of 100; where as many people have a place, it cannot "
        f"have more than {proposal.bound_worst:g}. The mean is {mean}; it cannot be more than {proposal.bound_mean:g}."
    )
