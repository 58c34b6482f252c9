"""Small groups that stay together: why they are there, what a week is, and nobody is ever compared or called out."""

import re
from pathlib import Path

import pytest

from bot.cohort_file import load_cohort
from bot.domain.plan import Prompt
from bot.errors import BadInput
from bot.samples import sample
from tests.world import World

SAMPLE = load_cohort(sample("spring.toml"))
OTHERS = re.compile(
    r"\b(somebody|someone|one person|each other|each of us|we|us|you all|group|person|together|who has|compare)\b", re.I
)
MILESTONE = '[[milestone]]\nname = "First draft"\ndue_on = 2027-03-12\n'


async def test_a_group_begins_with_why_it_is_there_who_is_who_and_how_a_week_goes(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.until("Mon 8 Mar 12:00")

        assert cohort.in_channel("g1").count("group.welcome") == 1
        welcome = cohort.last("g1", "group.welcome")
        fields = {field.name: field.value for field in welcome.fields}
        assert welcome.is_pinned
        assert "safe place to say what is hard" in welcome.text
        assert "stay together for all 8 weeks" in welcome.text
        assert "Name M1 looks after this group: a guide, not a grader" in fields["Who is who"]
        assert "Mondays at 09:00 comes one question" in fields["How a week goes"]
        assert "Unfinished is fine" in fields["A good answer"]
        assert "`/peer help`" in fields["How to ask for help"]
        assert "risk of serious harm" in fields["Between us"]


async def test_the_weekly_post_has_one_focus_the_next_milestone_and_where_to_ask(world: World) -> None:
    async with world(learners="L1", focus="One thing", extra=MILESTONE) as cohort:
        await cohort.until("Mon 1 Mar 12:00")

        fields = {field.name: field.value for field in cohort.last("g1", "prompt.week").fields}
        assert fields["This week's focus"] == "One thing"
        assert fields["Next milestone"] == "First draft, Friday 12 March"
        assert "`/peer help` privately" in fields["Where to ask"]
        await cohort.until("Mon 15 Mar 12:00")
        assert "Next milestone" not in str(cohort.last("g1", "prompt.week").fields), "it is behind"


async def test_a_group_is_the_same_from_the_first_to_the_last_day(world: World) -> None:
    async with world(learners="L1 L2 L3", weeks=4) as cohort:
        await cohort.commands("L2", "/peer pause", at="Wed 3 Mar 12:00")
        await cohort.commands("C1", "/coord handoff L3 M2")
        await cohort.until("Mon 29 Mar 12:00")

        member = await cohort.member("L1")
        async with await cohort.tx() as tx:
            group = await tx.groups.of_member(member.id)
            assert [each.handle for each in await tx.groups.members(group.id)] == ["L1", "L2", "L3"]


async def test_no_post_in_a_channel_names_a_learner_or_compares_anybody(world: World) -> None:
    async with world(learners="L1 L2 L3") as cohort:
        await cohort.presses("L1", "Going fine", at="Thu 4 Mar 10:00")
        await cohort.commands("L2", "/peer leave", at="Fri 12 Mar 12:00")
        await cohort.presses("L2", "Leave")
        await cohort.until("Mon 26 Apr 18:00")

        posts = [line.text for line in cohort.lines if line.surface == "channel"]
        assert len(posts) == 2 + 1 + 8
        assert not any(f"Name L{number}" in post for post in posts for number in (1, 2, 3))
        assert not any(re.search(r"\b(rank|best|top|most|leader|first place|\d+ of \d+ answered)\b", p) for p in posts)


@pytest.mark.parametrize("prompt", SAMPLE.plan.prompts, ids=lambda prompt: prompt.theme)
def test_every_question_of_the_sample_asks_for_a_conversation_in_each_kind_of_support(prompt: Prompt) -> None:
    for text in (prompt.guide, prompt.practise, prompt.own_it):
        assert OTHERS.search(text), text
        assert len(text) < 1000
    assert prompt.hint
    assert prompt.focus


def test_a_group_outside_the_bounds_is_refused_with_what_to_change(tmp_path: Path) -> None:
    text = sample("spring.toml").read_text(encoding="utf-8")
    path = tmp_path / "spring.toml"
    path.write_text(text.replace("[[group]]", "[group_size]\nmax = 4\n\n[[group]]", 1), encoding="utf-8")

    with pytest.raises(BadInput) as refused:
        load_cohort(path)

    said = [str(fault) for fault in refused.value.faults]
    assert len(said) == 2
    assert all("has 5 members; 3 to 4 are allowed. Change the group, or [group_size]." in fault for fault in said)


async def test_sharing_well_is_said_when_a_group_begins_and_once_more_in_the_middle(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.until("Mon 26 Apr 12:00")

        said = [line for line in cohort.lines if line.to == "g1" and "your own story" in line.text.lower()]
        assert [(line.kind, f"{line.at:%d %b}") for line in said] == [
            ("group.welcome", "01 Mar"),
            ("prompt.week", "29 Mar"),
        ]


async def test_a_small_cohort_is_allowed_and_said(world: World) -> None:
    assert SAMPLE.warnings == ()
    async with world(learners="L1 L2") as cohort:
        assert cohort.play.file.warnings == (
            "2 learners: 10 to 20 are easiest to look after.",
            "2 mentors: 3 to 6 are easiest to look after.",
        )
        await cohort.until("Mon 1 Mar 10:00")
        fields = {field.name: field.value for field in cohort.last("C1", "onboarding.coordinator").fields}
        assert fields["How many you are"].startswith("2 learners and 2 mentors.")
        await cohort.presses("C1", "We mean it so")
        assert cohort.last("C1").kind == "cohort.size_meant"
