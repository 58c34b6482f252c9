"""From people to columns of numbers, so that every criterion is worked out for many pairs at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from bot.domain.members import MeetingFormat
from bot.domain.pairing.people import Learner, Mentor

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Bits = NDArray[np.uint64]

WORD = 64
"""Bits in one number."""
BLOCK = 64
"""Rows looked at together: beside thousands of columns so much stays in a processor's own memory, and nothing but the
points themselves grows with both."""
UNSAID = 0
"""The number of a style or a language nobody named, of a stage nobody told, and of a format that suits everybody."""


@dataclass(frozen=True, slots=True)
class Side:
    """Learners or mentors, one a row. A word is the same number, and the same bit, on both sides.

    `words` have a bit for each goal or strength, `starts` for each quarter of a week.
    """

    stage: "Numbers"
    style: "Numbers"
    language: "Numbers"
    format: "Numbers"
    words: "Bits"
    starts: "Bits"

    def __len__(self) -> int:
        return len(self.stage)

    def at(self, rows: "slice | Numbers") -> "Side":
        """Return some of the people."""
        return Side(*(getattr(self, field.name)[rows] for field in fields(self)))


def sides(learners: Sequence[Learner], mentors: Sequence[Mentor]) -> tuple[Side, Side]:
    """Return both sides as columns: learners with their goals, mentors with their strengths."""
    people: list[Learner | Mentor] = [*learners, *mentors]
    wanted, offered = [one.goals for one in learners], [one.strengths for one in mentors]
    words = _numbered(word for named in (*wanted, *offered) for word in sorted(named))
    slots = {slot: bit for bit, slot in enumerate(sorted(set[int]().union(*(one.starts for one in people))))}
    styles, languages = _numbered(one.style for one in people), _numbered(one.language for one in people)

    def side(theirs: Sequence[Learner | Mentor], stages: Iterable[int], named: Sequence[frozenset[str]]) -> Side:
        return Side(
            _numbers(stages),
            _numbers(styles[one.style] for one in theirs),
            _numbers(languages[one.language] for one in theirs),
            _numbers(_FORMATS.get(one.format, UNSAID) for one in theirs),
            _bits([[words[word] for word in each] for each in named], len(words)),
            _bits([[slots[slot] for slot in one.starts] for one in theirs], len(slots)),
        )

    learning = side(learners, (one.stage for one in learners), wanted)
    return learning, side(mentors, (one.completed_stage for one in mentors), offered)


_FORMATS: Mapping[MeetingFormat, int] = {
    one: number for number, one in enumerate((one for one in MeetingFormat if one is not MeetingFormat.EITHER), 1)
}


def _numbered(words: Iterable[str]) -> Mapping[str, int]:
    """Return a number for each word, in the order they come; 0 where nothing was said."""
    return {word: number for number, word in enumerate(dict.fromkeys(("", *words)))}


def _numbers(values: Iterable[int]) -> "Numbers":
    import numpy as np

    return np.array([*values], dtype=np.int64)


def _bits(lists: Sequence[Sequence[int]], count: int) -> "Bits":
    """Return a bit for each number a row's list names, as many to a row as are needed for `count`."""
    import numpy as np

    grid = np.zeros((len(lists), max(1, -(-count // WORD)) * WORD), dtype=bool)
    for row, listed in enumerate(lists):
        grid[row, listed] = True
    packed: Bits = np.packbits(grid, axis=1).view(np.uint64)
    return packed


def named(lists: Iterable[frozenset[str]], ids: Iterable[str]) -> "tuple[Numbers, Numbers]":
    """Return the rows of lists and the columns of the ids they name; ids nobody has are left out."""
    columns = {id: column for column, id in enumerate(ids)}
    found = [(row, columns[id]) for row, listed in enumerate(lists) for id in sorted(listed) if id in columns]
    return _numbers(row for row, _ in found), _numbers(column for _, column in found)
