"""Rooms the bot makes, and what coordinators read when one is missing."""

from collections.abc import Iterator

from bot.events import Lack
from bot.wording import rooms
from tests.golden.case import Case, case
from tests.golden.sample import VOICE, cohort, learner, mentor
from tests.golden.typed import Typed


def of_rooms(typed: Typed) -> Iterator[Case]:
    yield case(rooms.for_everybody, "cohort", VOICE, cohort(typed), "cohort")
    yield case(rooms.for_everybody, "help", VOICE, cohort(typed), "help")
    yield case(rooms.for_coordinators, "", VOICE, cohort(typed))
    yield case(rooms.for_pair, "", VOICE, cohort(typed), mentor(typed), learner(typed))
    yield case(rooms.made_anew, "", VOICE, typed.group)
    yield case(rooms.named_is_gone, "", VOICE, typed.group)
    for lack in Lack:
        yield case(rooms.trouble, str(lack), VOICE, typed.group, lack, typed.name)
