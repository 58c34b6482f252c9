"""A mentor's message to a learner, and the answer to it; pairs."""

from collections.abc import Iterator
from dataclasses import replace

from bot.domain import grouping
from bot.domain.drafts import About
from bot.domain.pairing import Why
from bot.wording import grouping as wording_of_groups
from bot.wording import pairing, reach_out, tour
from tests.golden.case import Case, case
from tests.golden.sample import NOW, VOICE, coordinator, draft, learner, mentor
from tests.golden.typed import Typed


def of_reach_out(typed: Typed) -> Iterator[Case]:
    person, guide, ready = learner(typed), mentor(typed), draft(typed)
    bare = replace(ready, options=())
    yield case(reach_out.suggestion, "with times", VOICE, guide, person, About.CHECK_IN, has_times=True)
    yield case(reach_out.suggestion, "without times", VOICE, guide, person, About.CHECK_IN, has_times=False)
    yield case(reach_out.suggestion, "after a session", VOICE, guide, person, About.SESSION, has_times=True)
    suggested = replace(ready, text=reach_out.suggestion(VOICE, guide, person, About.CHECK_IN, has_times=True))
    yield case(reach_out.drafted, "with times", VOICE, person, suggested)
    yield case(reach_out.drafted, "without times", VOICE, person, replace(suggested, options=()))
    yield case(reach_out.drafted, "other words", VOICE, person, ready)
    yield case(reach_out.drafted, "after a session", VOICE, person, replace(suggested, about=About.SESSION))
    yield case(reach_out.editor, "", VOICE, ready)
    yield case(reach_out.message, "from the mentor", VOICE, guide, ready)
    yield case(reach_out.message, "from a coordinator", VOICE, coordinator(typed), bare)
    for function in (reach_out.sent, reach_out.was_sent, reach_out.cannot_reach, reach_out.wants_another):
        yield case(function, "", VOICE, person)
    yield case(reach_out.already_sent, "", VOICE, replace(ready, sent_at=NOW))
    yield case(reach_out.already_sent, "who knows when", VOICE, ready)
    yield case(reach_out.empty, "", VOICE, ready)
    yield case(reach_out.heard_meanwhile, "", VOICE, person, ready)
    yield case(reach_out.still_here, "", VOICE, person, ready)
    for about in About:
        yield case(reach_out.not_sent, str(about), VOICE, guide, person, about)
    yield case(reach_out.not_free, "", VOICE, ready.options[0], guide)
    yield case(reach_out.chosen_already, "", VOICE, ready.options[0])
    yield from _answers(typed)


def _answers(typed: Typed) -> Iterator[Case]:
    person, guide, ready = learner(typed), mentor(typed), draft(typed)
    at = ready.options[0]
    yield case(reach_out.write_back, "", VOICE, guide, ready)
    yield case(reach_out.nothing_to_pass_on, "", VOICE, ready)
    yield case(reach_out.answer, "", VOICE, person, typed.words)
    yield case(reach_out.answer_sent, "", VOICE, guide)
    yield case(reach_out.time_chosen, "", VOICE, person, at)
    yield case(reach_out.agreed, "", VOICE, guide, at)
    yield case(reach_out.settled, "", VOICE, guide, at)
    yield case(reach_out.passed_on, "", VOICE, guide)
    yield case(reach_out.too_late, "", VOICE)


def of_pairing(typed: Typed) -> Iterator[Case]:
    for why in Why:
        yield case(pairing.without_mentor, str(why), why)
    for about in grouping.Why:
        yield case(wording_of_groups.without_group, str(about), VOICE, grouping.Unplaced("L1", about, (("L1", "L2"),)))
    wider = grouping.Unplaced("L1", grouping.Why.SIZES, sizes=grouping.Sizes(3, 5))
    yield case(wording_of_groups.without_group, "another size", VOICE, wider)
    yield case(wording_of_groups.too_few, "one", 1, grouping.Sizes())
    yield case(wording_of_groups.too_few, "three", 3, grouping.Sizes())
    yield case(wording_of_groups.enough, "one", 1, grouping.Sizes())
    yield case(wording_of_groups.enough, "three", 3, grouping.Sizes())
    yield case(wording_of_groups.meets, "hours told", VOICE, 190)
    yield case(wording_of_groups.meets, "hours not told", VOICE, None)
    groups = grouping.Proposal((), (), worst=62.5, mean=71, bound_worst=70, bound_mean=72.25, violations=())
    yield case(wording_of_groups.in_all, "", groups)
    yield case(tour.check_in, "", "Thu 5 Mar", typed.name)
    yield case(tour.reach_out, "", "Mon 23 Mar", typed.other, typed.name)
    yield case(tour.alert, "", "Mon 23 Mar", typed.other)
