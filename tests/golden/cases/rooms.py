"""Rooms the bot makes, what coordinators read when one is missing, and how they set a cohort up."""

from collections.abc import Iterator

from bot.events import Lack
from bot.wording import rooms, setup
from tests.golden.case import Case, case
from tests.golden.sample import VOICE, cohort, coordinator, learner, mentor
from tests.golden.typed import Typed


def of_rooms(typed: Typed) -> Iterator[Case]:
    yield case(rooms.for_everybody, "cohort", VOICE, cohort(typed), "cohort")
    yield case(rooms.for_everybody, "help", VOICE, cohort(typed), "help")
    yield case(rooms.for_coordinators, "", VOICE, cohort(typed))
    yield case(rooms.for_pair, "", VOICE, cohort(typed), mentor(typed), learner(typed))
    yield case(rooms.made_anew, "", VOICE, typed.group)
    yield case(rooms.named_is_gone, "", VOICE, typed.group, can_be_picked=False)
    yield case(rooms.named_is_gone, "another can be picked", VOICE, typed.group, can_be_picked=True)
    for lack in Lack:
        yield case(rooms.trouble, str(lack), VOICE, typed.group, lack, [typed.name])


def of_setup(typed: Typed) -> Iterator[Case]:
    places = {"cohort": "123456789012345678", "help": "#help"}
    everybody = [coordinator(typed), coordinator(typed, 2)]
    yield case(setup.form, "", VOICE, setup.Chosen(places, ("g1", "help")))
    yield case(setup.form, "nothing chosen", VOICE, setup.Chosen({}))
    yield case(setup.form, "much is scanned", VOICE, setup.Chosen(places, tuple(f"group-{n}" for n in range(20))))
    yield case(setup.form, "again", VOICE, setup.Chosen(places, (), "all"))
    yield case(setup.taken, "", VOICE, "g1")
    yield case(setup.twice, "", VOICE)
    yield case(setup.elsewhere, "", VOICE, "slack")
    yield case(setup.nobody_outside, "", VOICE)
    yield case(setup.saved, "", VOICE, cohort(typed), setup.Saved(["help"], ["help"], everybody, needs_invitation=True))
    yield case(setup.saved, "nothing new", VOICE, cohort(typed, scans=False), setup.Saved([], [], everybody))
    yield case(setup.test, "", VOICE, cohort(typed), coordinator(typed))
