"""Who learns beside whom: people brought into small groups, the worst group as good as it can be, and how near that is.

`propose` does it all. Nothing here decides: a coordinator looks at the reasons, edits and approves.
"""

from bot.domain.grouping.people import Member
from bot.domain.grouping.proposal import Group, Proposal, broken, judged, propose
from bot.domain.grouping.reasons import Unplaced, Why
from bot.domain.grouping.rules import Rules, Sizes, Stages
from bot.domain.grouping.scoring import WEIGHTS, Criterion

__all__ = [
    "WEIGHTS",
    "Criterion",
    "Group",
    "Member",
    "Proposal",
    "Rules",
    "Sizes",
    "Stages",
    "Unplaced",
    "Why",
    "broken",
    "judged",
    "propose",
]
