"""A coordinator sets the cohort up from inside the chat: channels, what is scanned, who can be reached."""

from tests.world import Cohort, World

AT = "Mon 1 Mar 10:00"


async def scanned(cohort: Cohort) -> tuple[str, ...]:
    async with await cohort.tx() as tx:
        [found] = await tx.cohorts.all()
    return found.plan.safety.scan


async def place(cohort: Cohort, name: str) -> str:
    async with await cohort.tx() as tx:
        [found] = await tx.cohorts.all()
        spot = await tx.places.named(found.id, name)
    return spot.place.channel if spot is not None else ""


async def test_what_is_chosen_stands_in_the_form_and_saving_it_changes_nothing(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("C1", "/coord setup", at=AT)
        stands = {given.name: given.value for given in cohort.form("C1").inputs}
        await cohort.submits("C1")

        assert stands == {"cohort": "#cohort", "help": "#help", "coordinators": "", "scan": "as_it_is"}
        assert await scanned(cohort) == ("g1", "help")
        assert "stay as they were" in cohort.last("C1", "setup.saved").text


async def test_a_channel_picked_anew_gets_what_belongs_there(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("C1", "/coord setup", at=AT)
        await cohort.submits("C1", help="#questions", coordinators="#team")

        assert (await place(cohort, "help"), await place(cohort, "coordinators")) == ("#questions", "#team")
        assert cohort.in_channel("help").count("privacy.notice") == 2


async def test_the_notice_comes_at_once_where_something_is_scanned_from_now_on(world: World) -> None:
    async with world(learners="L1", scan=False) as cohort:
        await cohort.commands("C1", "/coord setup", at=AT)
        await cohort.submits("C1", scan="all")

        assert await scanned(cohort) == ("g1", "cohort", "help")
        assert [cohort.in_channel(name).count("privacy.notice") for name in ("g1", "cohort", "help")] == [1, 1, 1]

        await cohort.commands("C1", "/coord setup")
        await cohort.submits("C1", scan="nothing")
        assert await scanned(cohort) == ()


async def test_two_places_never_share_a_channel(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("C1", "/coord setup", at=AT)
        await cohort.submits("C1", help="#g1", coordinators="#cohort")

        assert await place(cohort, "help") == "#help"
        assert await place(cohort, "coordinators") == ""


async def test_two_places_may_swap_their_channels(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("C1", "/coord setup", at=AT)
        await cohort.submits("C1", help="#cohort", cohort="#help")

        assert (await place(cohort, "help"), await place(cohort, "cohort")) == ("#cohort", "#help")


async def test_every_coordinator_gets_a_test_message_outside_their_quiet_hours(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("C1", "/coord setup", at="Mon 1 Mar 22:30")
        await cohort.submits("C1")

        assert all("setup.test" in cohort.dms_to(who) for who in ("C1", "C2"))
        async with await cohort.tx() as tx:
            [waits] = [each for each in await tx.outbox.waiting(20) if each.card.kind == "setup.test"]
        assert (waits.recipient_id, waits.next_at) == ((await cohort.member("C2")).id, cohort.at("Tue 2 Mar 08:00"))
