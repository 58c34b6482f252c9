"""The hub: one place for links, templates, people and what to do if; everything in it has somebody who looks."""

from tests.scenarios.test_training import told
from tests.world import Cohort, World

HUB = """
[[hub]]
title = "Chart gallery"
kind = "link"
link = "https://learn.example.org/gallery"
owner = "M1"
review_on = 2027-03-08

[[hub]]
title = "One page for a plan"
kind = "template"
text = "What, for whom, by when."
owner = "C1"
review_on = 2027-03-08
"""


def on_the_page(cohort: Cohort, who: str) -> str:
    return "\n".join(field.value for field in cohort.last(who, "hub.page").fields)


async def test_everybody_finds_links_templates_people_and_what_to_do_if(world: World) -> None:
    async with world(learners="L1", extra=HUB, help_contact="team@example.org") as cohort:
        await cohort.commands("M1", "/mentor session link L1 https://meet.example.org/one", at="Mon 1 Mar 12:00")
        await cohort.commands("L1", "/peer hub")
        page = on_the_page(cohort, "L1")
        for part in (
            "meet.example.org/one",
            "Chart gallery (H1)",
            "One page for a plan (H2)",
            "Name C1",
            "team@example",
        ):
            assert part in page
        await cohort.chooses("L1", "One page for a plan (H2)", on="hub.page")
        assert "What, for whom, by when." in cohort.last("L1", "hub.item").text
        assert [button.label for button in cohort.last("L1").buttons] == ["The hub"]
        await cohort.chooses("L1", "… you worry about somebody", on="hub.page")
        assert "/peer help" in cohort.last("L1", "hub.guide").text


async def test_a_mentor_proposes_and_a_coordinator_says_what_goes_in(world: World) -> None:
    async with world(learners="L1", extra=HUB) as cohort:
        await cohort.commands("M1", "/mentor hub edit", at="Mon 1 Mar 12:00")
        await cohort.submits(
            "M1", title="If the tool is down", kind="guide", text="Use paper first.", review_on="2 Jun"
        )
        assert cohort.last("M1").kind == "hub.sent_in"
        await cohort.commands("L1", "/peer hub")
        assert "If the tool is down" not in on_the_page(cohort, "L1")

        await cohort.presses("C1", "Into the hub", on="hub.proposed")
        assert cohort.last("M1").kind == "hub.live"
        await cohort.commands("L1", "/peer hub")
        assert "If the tool is down (H3)" in on_the_page(cohort, "L1")


async def test_a_change_takes_the_place_of_what_it_changes(world: World) -> None:
    async with world(learners="L1", extra=HUB) as cohort:
        await cohort.commands("M1", "/mentor hub edit h1", at="Mon 1 Mar 12:00")
        await cohort.submits("M1", title="Gallery of charts", link="https://learn.example.org/new")
        assert "would change “Chart gallery”" in cohort.last("C1", "hub.proposed").text
        await cohort.presses("C1", "Into the hub")
        await cohort.commands("L1", "/peer hub")
        page = on_the_page(cohort, "L1")

        assert "Gallery of charts" in page
        assert "Chart gallery" not in page


async def test_not_this_time_is_said_kindly_and_to_its_author_only(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("M1", "/mentor hub edit", at="Mon 1 Mar 12:00")
        await cohort.submits("M1", title="My shop", text="Everything half price")
        await cohort.presses("C1", "Not this time")

        assert told(cohort, "hub.declined") == ["C1", "M1"]
        await cohort.commands("M1", "/mentor hub edit H1")
        assert cohort.last("M1").kind == "hub.unknown"


async def test_what_does_not_fit_is_named_and_nothing_is_half_saved(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("M1", "/mentor hub edit", at="Mon 1 Mar 12:00")
        await cohort.submits("M1", title="A shop", text="", link="somewhere", review_on="2027-02-01")
        boxes = {box.name: getattr(box, "value", "") for box in cohort.form("M1").inputs}
        assert (boxes["title"], boxes["link"], boxes["review_on"]) == ("A shop", "somewhere", "2027-02-01")

        assert told(cohort, "hub.proposed") == []
        await cohort.commands("C1", "/mentor hub edit H1")
        assert cohort.last("C1").kind == "hub.unknown"


async def test_owners_read_on_monday_what_may_no_longer_hold_until_they_looked(world: World) -> None:
    async with world(learners="L1", extra=HUB) as cohort:
        await cohort.until("Mon 8 Mar 12:00")
        assert "“Chart gallery” (H1)" in cohort.last("M1", "digest.mentor").text
        report = [field.value for field in cohort.last("C1", "digest.coordinator").fields]
        assert any("One page for a plan" in value for value in report)
        assert not any("Chart gallery" in value for value in report)
        other = [field.value for field in cohort.last("C2", "digest.coordinator").fields]
        assert not any("One page" in value for value in other)

        await cohort.commands("M1", "/peer hub")
        await cohort.chooses("M1", "Chart gallery (H1)", on="hub.page")
        await cohort.presses("M1", "Still right", on="hub.item")
        await cohort.until("Mon 15 Mar 12:00")
        assert "Chart gallery" not in cohort.last("M1", "digest.mentor").text


async def test_what_feedback_changes_is_told_to_everybody_and_stays_in_the_hub(world: World) -> None:
    async with world(learners="L1 L2", extra=HUB) as cohort:
        await cohort.commands("L1", "/peer my feedback", at="Mon 1 Mar 12:00")
        await cohort.submits("L1", text="Thursday evening is when everybody cooks.")
        await cohort.presses("C1", "Note what changes", on="feedback.received")
        await cohort.submits(
            "C1", title="Check-ins come in the morning", kind="change", text="Evenings are for dinner."
        )
        told = cohort.last("cohort", "hub.changed")
        assert told.title == "Changed: Check-ins come in the morning"
        assert told.text == "Evenings are for dinner."

        await cohort.commands("L2", "/peer hub")
        assert "- Monday 1 March: Check-ins come in the morning (H3)" in on_the_page(cohort, "L2")
        await cohort.chooses("L2", "Check-ins come in the morning (H3)", on="hub.page")
        assert "_Since Monday 1 March; Name C1 wrote it down._" in cohort.last("L2", "hub.item").text


async def test_a_change_that_a_mentor_proposes_waits_for_a_coordinator_and_is_never_stale(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("M1", "/mentor hub edit", at="Mon 1 Mar 12:00")
        await cohort.submits("M1", title="Shorter posts", kind="change", text="You asked.", review_on="2 Jun")
        assert "hub.changed" not in cohort.in_channel("cohort")
        await cohort.presses("C1", "Into the hub", on="hub.proposed")

        assert cohort.in_channel("cohort").count("hub.changed") == 1
        await cohort.until("Mon 29 Mar 12:00")
        assert "H1" not in "".join(field.value for field in cohort.last("M1", "digest.mentor").fields)
