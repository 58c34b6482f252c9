"""More time, office hours, moves and traits: kept whole, each thing only once."""

from dataclasses import replace
from datetime import date

from bot.domain.extensions import Extension
from bot.domain.members import Fit, MeetingFormat, Pairing
from bot.domain.moves import Move, MoveCause, MoveState
from bot.domain.office_hours import Booking
from bot.domain.room import Traits
from storage.engine import SqlStorage
from tests.storage.sample import DAY, L1, L2, M1, MONDAY, NOW


async def test_an_extension_comes_back_as_it_was_and_its_reason_goes_with_the_learners_key(
    peopled: SqlStorage,
) -> None:
    asked = Extension("x1", "c1", L1.id, "Main", 5, date(2026, 4, 15), NOW, reason="a busy week 🙂")
    async with peopled.transaction() as tx:
        await tx.extensions.add(asked)
        await tx.extensions.save(asked.granted(NOW))
        assert await tx.extensions.get("x1") == asked.granted(NOW)

    async with peopled.transaction() as tx:
        await tx.retention.forget_member(L1.id)

    async with peopled.snapshot() as tx:
        assert await tx.extensions.of_learner(L1.id) == [replace(asked.granted(NOW), reason="")]
        assert await tx.extensions.in_cohort("c1") == await tx.extensions.of_learner(L1.id)
        assert await tx.extensions.get("x2") is None


async def test_a_place_in_an_office_hour_is_booked_once_until_it_is_given_back(peopled: SqlStorage) -> None:
    first, second = (Booking(f"b{n}", "c1", who.id, M1.id, NOW, 15) for n, who in enumerate((L1, L2)))
    async with peopled.transaction() as tx:
        assert await tx.bookings.add(first)
        assert not await tx.bookings.add(second)
        await tx.bookings.save(first.cancelled())
        assert await tx.bookings.add(second)
        assert await tx.bookings.get("b0") == first.cancelled()

    async with peopled.snapshot() as tx:
        assert await tx.bookings.of_member(M1.id, NOW) == [second]
        assert await tx.bookings.of_member(L1.id, NOW) == []
        assert await tx.bookings.in_cohort("c1", NOW) == [second]
        assert await tx.bookings.in_cohort("c1", NOW + DAY) == []


async def test_a_learner_has_one_open_move(peopled: SqlStorage) -> None:
    first = Move("v1", "c1", L1.id, M1.id, "", MoveCause.FIT, NOW)
    async with peopled.transaction() as tx:
        assert await tx.moves.add(first)
        assert not await tx.moves.add(replace(first, id="v2"))
        done = first.decided(MoveState.DONE, NOW, M1.id)
        await tx.moves.save(done)
        assert await tx.moves.add(replace(first, id="v2", asked_at=NOW + DAY))
        assert await tx.moves.get("v1") == await tx.moves.find("v1") == done

    async with peopled.snapshot() as tx:
        assert [move.id for move in await tx.moves.in_cohort("c1")] == ["v1", "v2"]


async def test_traits_are_those_put_last_and_plain_where_nobody_said_anything(peopled: SqlStorage) -> None:
    said = Traits(M1.id, 3, "examples", MeetingFormat.CHAT, 5)
    async with peopled.transaction() as tx:
        await tx.traits.put(said)
        await tx.traits.put(replace(said, load=5, load_on=MONDAY))

    async with peopled.snapshot() as tx:
        assert await tx.traits.of(M1.id) == replace(said, load=5, load_on=MONDAY)
        assert await tx.traits.of(L1.id) == Traits(L1.id)
        assert list(await tx.traits.in_cohort("c1")) == [M1.id]


async def test_what_a_learner_says_of_their_pair_stands_with_the_pairing(peopled: SqlStorage) -> None:
    pairing = Pairing("p1", "c1", L1.id, M1.id, MONDAY)
    async with peopled.transaction() as tx:
        await tx.pairings.add(pairing)
        await tx.pairings.say("p1", Fit.NOT_GOOD)
        assert await tx.pairings.of_learner(L1.id) == replace(pairing, fit=Fit.NOT_GOOD)
