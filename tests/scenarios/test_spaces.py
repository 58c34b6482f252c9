"""Spaces for people who share an experience: opt-in, known to those inside alone, left without a trace."""

import sqlite3
from contextlib import closing

from bot.rooms import RoomUse, rooms
from tests.world import World

SPACE = '\n[[space]]\nid = "women"\nname = "Women in the cohort"\nabout = "For whoever is a woman."\n'
SIX = [f"L{n}" for n in range(1, 7)]


async def test_six_people_join_and_nobody_else_ever_reads_who_they_are(world: World) -> None:
    async with world(learners="L1 L2 L3 L4 L5 L6 L7", extra=SPACE) as cohort:
        await cohort.until("Mon 1 Mar 12:00")
        for who in SIX:
            await cohort.commands(who, "/peer my spaces")
            await cohort.presses(who, "Women in the cohort", on="spaces.page")
            await cohort.presses(who, "Join")

        inside = cohort.last("L6", "spaces.inside").fields[0].value
        assert inside == "Name L1, Name L2, Name L3, Name L4, Name L5, Name L6"
        for who in ("L7", "M1", "C1"):
            await cohort.commands(who, "/peer my spaces")
        await cohort.presses("L7", "Women in the cohort", on="spaces.page")
        assert cohort.last("C1", "spaces.counted").text == "- Women in the cohort: 6 people"
        for who in ("L7", "M1", "C1"):
            cards = [card for card in cohort.shown(who) if card.kind.startswith("spaces.")]
            assert cards
            assert "Name L" not in " ".join(f"{c.text} {[f.value for f in c.fields]}" for c in cards)
        assert "6" not in cohort.last("L7", "spaces.outside").text + cohort.last("M1", "spaces.page").text
        assert cohort.last("M1", "spaces.page").buttons == ()


async def test_whoever_leaves_leaves_no_trace_in_any_table(world: World) -> None:
    async with world(learners="L1 L2", extra=SPACE) as cohort:
        await cohort.commands("L1", "/peer my spaces", at="Mon 1 Mar 12:00")
        await cohort.presses("L1", "Women in the cohort", on="spaces.page")
        await cohort.presses("L1", "Join")
        await cohort.says("L1", "hello", in_="#g1")
        await cohort.presses("L1", "Leave it")

        member = await cohort.member("L1")
        async with await cohort.tx() as tx:
            (space,) = await tx.spaces.in_cohort(member.cohort_id)
            assert await tx.spaces.counts(member.cohort_id) == {}
        with closing(sqlite3.connect(world.folder / "kith.sqlite3")) as opened:
            names = [name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            rows = [f"{name} {row}" for name in names for row in opened.execute(f'SELECT * FROM "{name}"')]
        assert [row for row in rows if space.id in row and member.id in row] == []


async def test_leaving_the_programme_leaves_its_spaces_too_and_its_room_holds_only_who_is_inside(world: World) -> None:
    async with world(learners="L1 L2 L3", extra=SPACE) as cohort:
        for who in ("L1", "L2"):
            await cohort.commands(who, "/peer my spaces", at="Mon 1 Mar 12:00" if who == "L1" else None)
            await cohort.presses(who, "Women in the cohort", on="spaces.page")
            await cohort.presses(who, "Join")
        await cohort.commands("L1", "/peer leave")
        await cohort.presses("L1", "Leave")

        async with await cohort.tx() as tx:
            found = [room for room in await rooms(tx, "local", "demo") if room.use is RoomUse.SPACE]
        assert [room.people for room in found] == [frozenset({"L2"})]
        assert {"L1", "L3", "M1", "C1"} <= found[0].others


async def test_a_cohort_without_spaces_says_whom_to_ask(world: World) -> None:
    async with world(learners="L1") as cohort:
        for who in ("L1", "C1"):
            await cohort.commands(who, "/peer my spaces", at="Mon 1 Mar 12:00" if who == "L1" else None)
            assert cohort.last(who).kind == "spaces.none"
