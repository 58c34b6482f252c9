"""Groups are proposed to coordinators, edited, approved, published; they have a page, norms, and a second chance."""

from tests.world import World

NEW = "id,name,timezone,account\n" + "".join(f"N{n},New {n},Europe/Lisbon,local:demo:N{n}\n" for n in range(1, 9))
SECOND = """
[[group]]
id = "g2"
name = "Group Two"
timezone = "Europe/Lisbon"
members = ["P1", "P2", "P3"]
facilitator = "M2"
"""


def second_group() -> str:
    people = "".join(
        f'\n[[person]]\nid = "P{n}"\nname = "Name P{n}"\nrole = "learner"\ntimezone = "UTC"\nconsented = true\n'
        for n in (1, 2, 3)
    )
    return people + SECOND


async def test_nobody_hears_of_groups_before_they_are_published_and_then_everybody_does(world: World) -> None:
    async with world(learners="L1 L2 L3 L4", group_size="4, 4") as cohort:
        await cohort.commands("C1", "/coord cohort import", at="Mon 1 Mar 12:00")
        await cohort.submits("C1", rows=NEW, do="yes")
        await cohort.commands("C1", "/coord group propose")
        card = cohort.last("C1", "group.proposal")
        assert [field.name.split(".")[0] for field in card.fields] == ["1", "2"]
        assert "hours" in card.fields[0].value
        one, other = ("N1", next(f"N{n}" for n in range(2, 9) if f"(N{n})" in _without("N1", card.fields)))
        await cohort.commands("C2", f"/coord group edit {one} {other}")
        swapped = cohort.last("C2", "group.proposal")
        assert _together(swapped.fields) != _together(card.fields)

        await cohort.presses("C2", "Approve")
        assert all(not kind.startswith("group.") for line in ("N1", "M1", "M2") for kind in cohort.sent_to(line))
        await cohort.presses("C2", "Publish now")
        assert "Acacia, Baobab" in cohort.last("C2", "group.published").text
        async with await cohort.tx() as tx:
            member = await cohort.member("N1")
            group = await tx.groups.of_member(member.id)
            assert group is not None
            assert len(await tx.groups.members(group.id)) == 4
        assert {"group.facilitator"} <= set(cohort.sent_to("M1") + cohort.sent_to("M2"))


def _together(fields: tuple[object, ...]) -> list[set[str]]:
    return [{f"N{n}" for n in range(1, 9) if f"(N{n})" in field.value} for field in fields]  # type: ignore[attr-defined]


def _without(handle: str, fields: tuple[object, ...]) -> str:
    return next(field.value for field in fields if f"({handle})" not in field.value)  # type: ignore[attr-defined]


async def test_groups_that_were_not_approved_are_not_published_and_grouped_people_stay_where_they_are(
    world: World,
) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.commands("C1", "/coord group propose", at="Mon 1 Mar 12:00")
        assert cohort.last("C1").kind == "group.all_grouped"
        await cohort.commands("C1", "/coord group approve")
        assert cohort.last("C1").kind == "group.none_waits"


async def test_a_group_that_shrinks_is_proposed_a_merge_and_one_press_does_it(world: World) -> None:
    async with world(learners="L1 L2 L3", extra=second_group(), group_size="3, 6") as cohort:
        await cohort.commands("P1", "/peer leave", at="Tue 9 Mar 12:00")
        await cohort.presses("P1", "Leave")
        proposed = [line.card for line in cohort.lines if line.kind == "group.merge_proposal"]
        assert len(proposed) == 1
        await cohort.presses("C2", "Group Two into Group One")

        assert "Name L1, Name L2, Name L3" in cohort.last("P2", "group.yours").text
        assert "2 people join you" in cohort.last("g1", "group.new_faces").text
        assert "Name" not in cohort.last("g1", "group.new_faces").text
        posts = cohort.in_channel("g2")
        await cohort.until("Mon 15 Mar 12:00")
        assert cohort.in_channel("g2") == posts


async def test_a_group_that_goes_quiet_is_proposed_by_itself_once_a_month_to_whoever_is_on_duty(world: World) -> None:
    async with world(learners="L1 L2 L3", extra=second_group(), group_size="3, 6") as cohort:
        for day in ("Tue 2 Mar", "Mon 8 Mar", "Tue 16 Mar", "Tue 23 Mar", "Tue 30 Mar", "Tue 6 Apr", "Mon 12 Apr"):
            await cohort.says("L1", "hello all", in_="g1", at=f"{day} 12:00")
        proposed = [line for line in cohort.lines if line.kind == "group.merge_proposal"]
        assert [f"{line.at:%a %d %b}" for line in proposed] == ["Mon 15 Mar", "Mon 12 Apr"]
        assert {line.to for line in proposed} == {"C1"}
        card = proposed[0].card
        assert "In Group Two nobody has written for two weeks" in card.text
        assert "Name" not in card.text + card.fields[0].value
        await cohort.presses("C1", "Group Two into Group One")

        assert cohort.last("C1").kind == "group.merged"


async def test_a_quiet_group_is_no_matter_where_nobody_writes_at_all(world: World) -> None:
    async with world(learners="L1 L2 L3", extra=second_group(), group_size="3, 6") as cohort:
        await cohort.until("Mon 22 Mar 12:00")

        assert not [line for line in cohort.lines if line.kind == "group.merge_proposal"]


async def test_each_member_may_add_a_line_the_facilitator_confirms_it_and_late_joiners_read_it(world: World) -> None:
    async with world(learners="L1 L2 L3", L3={"consented": False}) as cohort:
        await cohort.commands("L1", "/peer my group", at="Tue 2 Mar 12:00")
        assert "guide" in cohort.last("L1", "group.page").fields[0].value
        await cohort.presses("L1", "Add a line to our norms", on="group.page")
        await cohort.submits("L1", text="Ask before you give advice")
        asked = cohort.last("M1", "norms.asked")
        assert "Ask before you give advice" in asked.text
        assert "L1" not in asked.text
        await cohort.presses("M1", "Put it into our list")

        assert "Ask before you give advice" in cohort.last("g1", "norms.pinned").text
        await cohort.commands("L1", "/peer my group")
        await cohort.presses("L1", "Add a line to our norms", on="group.welcome")
        assert cohort.last("L1").kind == "norms.one_each"
        await cohort.presses("L3", "Start", at="Wed 17 Mar 12:00")
        await cohort.submits("L3", consent="yes")
        fields = {field.name: field.value for field in cohort.last("L3", "onboarding.begun").fields}
        assert "Ask before you give advice" in fields["What your group agreed on"]
        assert "Leave it out" not in [button.label for card in cohort.shown("M1") for button in card.buttons]
