"""Who looks after whom: every pair scored by what makes mentoring work, the best whole found and proved.

`propose` does it all. Nothing here decides: a coordinator looks at the reasons and approves.
"""

from bot.domain.pairing.people import Learner, Mentor, hours
from bot.domain.pairing.proposal import Held, Pair, Proposal, Unpaired, Why, propose
from bot.domain.pairing.scoring import WEIGHTS, Criterion, Table, score

__all__ = [
    "WEIGHTS",
    "Criterion",
    "Held",
    "Learner",
    "Mentor",
    "Pair",
    "Proposal",
    "Table",
    "Unpaired",
    "Why",
    "hours",
    "propose",
    "score",
]
