"""Sessions: one a slot besides those that moved and make-ups, found by who they are for, their words sealed."""

from dataclasses import replace
from typing import Any

from bot.domain.members import Pairing
from bot.domain.sessions import Session, SessionFormat, SessionState, Word
from storage.engine import SqlStorage
from tests.storage.sample import DAY, HOUR, L1, L2, M1, MONDAY, NOW


def session(session_id: str = "e1", slot: int = 1, **changes: Any) -> Session:
    """A session of L1 with M1 that needs a time."""
    keys: dict[str, Any] = {"learner_id": L1.id, "mentor_id": M1.id} | changes
    return Session(session_id, "c1", slot=slot, minutes=45, **keys)


async def test_a_slot_has_one_session_besides_those_that_moved_and_make_ups(peopled: SqlStorage) -> None:
    async with peopled.transaction() as tx:
        assert await tx.sessions.add(session())
        assert not await tx.sessions.add(session("e2"))
        assert await tx.sessions.add(session("e2", 2))
        assert await tx.sessions.add(session("e3", is_make_up=True))
        assert await tx.sessions.add(session("e4", learner_id=L2.id))
        await tx.sessions.save(replace(session().planned(NOW), state=SessionState.MOVED))
        assert await tx.sessions.add(session("e5").planned(NOW + DAY))

    async with peopled.snapshot() as tx:
        assert [each.id for each in await tx.sessions.in_cohort("c1")] == ["e1", "e5", "e3", "e4", "e2"]
        assert [each.id for each in await tx.sessions.open_of(L1.id)] == ["e3", "e5", "e2"]


async def test_a_session_comes_back_as_it_was_and_its_words_go_with_the_learners_key(peopled: SqlStorage) -> None:
    whole = replace(
        session().planned(NOW),
        mentor_said=Word.MET,
        learner_said=Word.NOT_MET,
        state=SessionState.ATTENDED,
        step="one page 🙂",
        step_on=MONDAY,
        shared_note="small steps",
        private_note="ask about the exam",
        format=SessionFormat.CHAT,
        calendar_id="e0",
        calendar_version=3,
    )
    async with peopled.transaction() as tx:
        await tx.sessions.add(session())
        await tx.sessions.save(whole)
        assert await tx.sessions.get("e1") == whole

    async with peopled.transaction() as tx:
        assert await tx.sessions.find("e1") == whole
        await tx.retention.forget_member(L1.id)

    async with peopled.snapshot() as tx:
        assert await tx.sessions.find("e1") == replace(whole, step="", shared_note="", private_note="")
        assert await tx.sessions.find("e2") is None


async def test_counted_taken_and_last_are_told_apart_by_state_and_time(peopled: SqlStorage) -> None:
    rows = [
        replace(session("late", 2).planned(NOW + 8 * DAY), state=SessionState.PLANNED),
        replace(session("missed", 1).planned(NOW - 3 * DAY), state=SessionState.MISSED),
        replace(session("met", 1, is_make_up=True).planned(NOW - DAY), state=SessionState.ATTENDED),
        replace(session("off", 3).planned(NOW - HOUR), state=SessionState.EXCUSED),
        session("other", 1, learner_id=L2.id).planned(NOW + DAY),
    ]
    async with peopled.transaction() as tx:
        for row in rows:
            await tx.sessions.add(row)

    async with peopled.snapshot() as tx:
        assert [each.id for each in await tx.sessions.counted(L1.id)] == ["missed", "met"]
        assert [each.id for each in await tx.sessions.taken(M1.id, NOW)] == ["other", "late"]
        assert [each.id for each in await tx.sessions.taken(L1.id, NOW)] == ["late"]
        assert await tx.sessions.taken(L1.id, NOW + 9 * DAY) == []
        assert (await tx.sessions.last_of(L1.id, NOW)) == rows[2]
        assert await tx.sessions.last_of(L1.id, NOW - 9 * DAY) is None


async def test_a_pairing_keeps_where_the_two_meet(peopled: SqlStorage) -> None:
    pairing = Pairing("p1", "c1", L1.id, M1.id, MONDAY, link="https://meet.example.org/m1")
    async with peopled.transaction() as tx:
        await tx.pairings.add(pairing)

    async with peopled.snapshot() as tx:
        assert await tx.pairings.of_learner(L1.id) == pairing


async def test_who_was_found_is_found_as_they_were_saved_since(peopled: SqlStorage) -> None:
    async with peopled.transaction() as tx:
        assert await tx.members.find(L1.id) == L1
        await tx.members.save(replace(L1, unanswered_nudges=3))
        found = await tx.members.find(L1.id)
        assert found is not None
        assert found.unanswered_nudges == 3
        assert await tx.members.get(L1.id) == found
        assert await tx.members.find("nobody") is None
