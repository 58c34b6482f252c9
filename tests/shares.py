"""The order of the tests: what takes long comes first in a test process's share, so nobody waits for it at last.

xdist's worksteal cuts the list of tests into one share for each process. Whoever is done takes from the end of the
longest share left, so what stands at the beginning of a share stays there.
"""

from collections.abc import Sequence
from typing import TypeVar

ItemT = TypeVar("ItemT")


def dealt(waiting: Sequence[ItemT], long: Sequence[ItemT], others: Sequence[ItemT], processes: int) -> list[ItemT]:
    """Order tests: those that mostly wait begin the first share, one after the other, the long ones all the others."""
    shares = max(processes - 1, 1)
    heads = [[*waiting], *([*long[number::shares]] for number in range(shares))]
    if processes == 1:
        heads = [[*waiting, *long]]
    rest, ordered, left = list(others), list[ItemT](), len(waiting) + len(long) + len(others)
    for number, head in enumerate(heads):
        share = left // (processes - number)
        taken = max(share - len(head), 0)
        ordered += [*head, *rest[:taken]]
        del rest[:taken]
        left -= share
    return ordered + rest
