"""Groups that run: who comes late, who wants the same things."""

from collections.abc import Iterator
from dataclasses import replace

from bot.domain.merging import Circle
from bot.domain.plan import CohortPrompt, Prompt
from bot.domain.topics import Topic
from bot.wording import cohort_prompts, introductions, paces, placing, topics
from tests.golden.case import Case, case
from tests.golden.sample import NOW, VOICE, cohort, group, learner
from tests.golden.typed import Typed


def of_placing(typed: Typed) -> Iterator[Case]:
    person, rooms = learner(typed), [Circle(group(typed, n), frozenset(map(str, range(n)))) for n in range(1, 9)]
    prompt = Prompt(2, typed.line[:100], focus=typed.words[:300])
    yield case(placing.asked, "", VOICE, person, rooms[:2])
    yield case(placing.asked, "many groups", VOICE, person, rooms)
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


def of_topics(typed: Typed) -> Iterator[Case]:
    topic = Topic("t1", "spring", "id-g1", "id-M1", typed.line[:80], typed.words[:400], NOW, NOW)
    bare = replace(topic, title="Sources", purpose="")
    yield case(topics.posted, "", VOICE, topic)
    yield case(topics.posted, "only a title", VOICE, bare)
    yield case(topics.settled, "", VOICE, topic)
    yield case(topics.settled, "only a title", VOICE, bare)
    yield case(topics.opened, "in a group", VOICE, topic, group(typed))
    yield case(topics.opened, "for everybody", VOICE, topic, None)
    yield case(topics.closed, "", VOICE)
    yield case(topics.no_title, "", VOICE)
    yield case(topics.nowhere, "", VOICE, [group(typed, 1), group(typed, 2)])
    yield case(topics.nowhere, "no group", VOICE, [])
    yield case(topics.no_channel, "", VOICE)
    yield case(topics.too_many, "", VOICE, [replace(topic, id=f"t{n}") for n in range(6)])
    yield case(topics.lines, "", VOICE, [topic, bare])


def of_paces(typed: Typed) -> Iterator[Case]:
    slow = paces.Pace(group(typed), 1, cohort(typed), 2)
    yield case(paces.preview, "", VOICE, slow)
    yield case(
        paces.preview, "two weeks, no dates", VOICE, replace(slow, behind=2, own=cohort(typed, milestones=False))
    )
    yield case(paces.preview, "no question left", VOICE, replace(slow, week=99))
    yield case(paces.holds, "", VOICE, group(typed))
    yield case(paces.told, "", VOICE, slow)
    yield case(paces.no_group, "", VOICE, typed.line)
    yield case(paces.impossible, "", VOICE, 3)
    yield case(paces.impossible, "no week to spare", VOICE, 0)


def of_cohort_prompts(typed: Typed) -> Iterator[Case]:
    yield case(cohort_prompts.asked, "", VOICE, cohort(typed), CohortPrompt(3, "What surprised you so far?"))
