"""Groups that run: who comes late, who wants the same things."""

from collections.abc import Iterator
from dataclasses import replace

from bot.domain.merging import Circle
from bot.domain.plan import Prompt
from bot.wording import introductions, placing
from tests.golden.case import Case, case
from tests.golden.sample import VOICE, group, learner
from tests.golden.typed import Typed


def of_placing(typed: Typed) -> Iterator[Case]:
    person, rooms = learner(typed), [Circle(group(typed, n), frozenset(map(str, range(n)))) for n in (1, 4)]
    prompt = Prompt(2, typed.line[:100], focus=typed.words[:300])
    yield case(placing.asked, "", VOICE, person, rooms)
    yield case(placing.asked, "many groups", VOICE, person, rooms * 4)
    yield case(placing.asked, "no room", VOICE, person, [])
    yield case(placing.nobody_to_place, "", VOICE, person)
    yield case(placing.has_one, "", VOICE, person, group(typed))
    yield case(placing.full, "", VOICE, person)
    yield case(placing.placed, "", VOICE, person, group(typed))
    yield case(placing.yours, "", VOICE, group(typed), [person] * 3, [typed.line[:200]], prompt)
    yield case(placing.yours, "nothing agreed, no question", VOICE, group(typed), [person], [], None)
    yield case(placing.yours, "no focus", VOICE, group(typed), [person], [], replace(prompt, focus=""))
    yield case(placing.to_facilitator, "", VOICE, group(typed), person)


def of_introductions(typed: Typed) -> Iterator[Case]:
    people = {f"id-{n}": replace(learner(typed), id=f"id-{n}") for n in range(3)}
    word, other = frozenset({typed.line[:40]}), frozenset({"graphs"})
    yield case(introductions.of_group, "", VOICE, {"id-0": word, "id-1": word, "id-2": other}, people)
    yield case(introductions.of_group, "nothing in common", VOICE, {"id-0": word, "id-2": other}, people)
    yield case(introductions.of_group, "all the same", VOICE, {"id-0": other, "id-2": other}, people)
    yield case(introductions.of_one, "", VOICE, people["id-0"], word, [(typed.line[:40], [people["id-1"]])])
    yield case(introductions.of_one, "nobody like them", VOICE, people["id-0"], word | other, [])
