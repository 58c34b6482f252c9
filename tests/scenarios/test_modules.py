"""How far learners have come: whoever fell behind gets a kinder check-in, and nobody is compared."""

from tests.world import World

MODULES = """
[[module]]
name = "Tables"
week = 1
[[module]]
name = "Charts"
week = 2
resource = "https://learn.example.org/charts"
[[module]]
name = "Stories"
week = 4
"""


async def test_a_learner_behind_a_module_is_told_where_to_begin_and_may_book_an_office_hour(world: World) -> None:
    async with world(learners="L1 L2 L3", extra=MODULES) as cohort:
        await cohort.commands("C1", "/coord progress L1 1", at="Wed 17 Mar 12:00")
        await cohort.commands("C1", "/coord progress L2 2")
        await cohort.until("Thu 18 Mar 12:00")

        asked = cohort.last("L1", "check_in.open")
        assert "“Charts” is the next module for you" in asked.text
        assert "learn.example.org/charts" in asked.text
        assert "Book an office hour" in [button.label for button in asked.buttons]
        await cohort.until("Thu 25 Mar 12:00")
        later = cohort.last("L1", "check_in.open")
        assert "“Charts” is still there for whenever it fits." in later.text, "the same words do not come every week"
        for who in ("L2", "L3"):
            assert "module" not in cohort.last(who, "check_in.open").text


async def test_the_report_counts_modules_and_names_nobody(world: World) -> None:
    async with world(learners="L1 L2 L3", extra=MODULES) as cohort:
        await cohort.commands("C1", "/coord progress L1 1", at="Wed 17 Mar 12:00")
        await cohort.commands("C1", "/coord progress L2 3")
        await cohort.commands("C1", "/coord report")

        fields = {field.name: field.value for field in cohort.last("C1").fields}
        assert "Modules completed: 3 of 4 (75 %)." in fields["So far"]


async def test_a_number_that_cannot_be_is_refused(world: World) -> None:
    async with world(learners="L1", extra=MODULES) as cohort:
        for typed in ("/coord progress L1 4", "/coord progress M1 1"):
            await cohort.commands("C1", typed, at="Wed 17 Mar 12:00" if "L1" in typed else None)
            assert cohort.last("C1").kind == "progress.impossible"
