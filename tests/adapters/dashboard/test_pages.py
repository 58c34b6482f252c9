"""What stands on the pages, and what they lead to."""

from dataclasses import replace
from datetime import timedelta

import httpx

from bot.cards import Action, Card
from bot.deliveries import DeliveryState, NewDelivery, Target, TargetKind
from bot.domain.check_ins import CheckIn, CheckInState, Mood
from bot.domain.members import Participation
from bot.domain.moves import MoveState
from bot.domain.plan import Holiday
from bot.effects import Later, Urgency
from bot.ports import Tx
from tests.adapters.dashboard.desk import Desk, button, hidden
from tests.permissions.bottle import NOW

DAY = timedelta(days=1)


def main(page: httpx.Response) -> str:
    """Return what stands between the menu and the foot."""
    return page.text.split("<main")[1].split("</main>")[0]


async def missed(tx: Tx, handle: str) -> None:
    """Let two check-ins of somebody go by."""
    for week in (2, 3):
        at = NOW - (4 - week) * DAY
        overdue = CheckIn(f"o{week}-{handle}", "a", f"id-{handle}", week, at, at + DAY, CheckInState.OVERDUE)
        await tx.check_ins.add(overdue)
    asked = await tx.check_ins.get(f"c-{handle}")
    assert asked is not None
    await tx.check_ins.save(replace(asked, state=CheckInState.ANSWERED, answered_at=NOW - 9 * DAY, mood=Mood.HARD))


async def send(tx: Tx, number: int, card: Card, to: str, tag: str = "") -> None:
    """Put a message into the outbox and let it arrive."""
    target = Target(TargetKind.MEMBER, "local", "demo", f"u-{to}")
    new = NewDelivery(f"k{number}", f"l{number}", Urgency.NOTICE, target, card, NOW, NOW, f"id-{to}", tag)
    await tx.outbox.add(new)
    claimed = await tx.outbox.claim(NOW, "test", 10)
    for each in claimed:
        assert await tx.outbox.sent(each, "r", NOW)
    assert (await tx.outbox.counts())[DeliveryState.SENT] == number


async def test_a_coordinator_finds_who_needs_a_person_why_and_what_to_do(desk: Desk) -> None:
    async with desk.storage.transaction() as tx:
        await missed(tx, "al1")
    first, second = await desk.enter("ac0"), await desk.enter("ac1")

    week, kept = main(await first.get("/")), main(await second.get("/"))

    assert week.index("Case RAL0") < week.index("No answer to the last 2 check-ins.")
    assert "Nobody has it yet: please look now." in week
    assert "Case RAL1" not in kept
    assert "No answer to the last 2 check-ins." in kept
    drafted = await second.post("/act", data=button(kept, "Draft a message"))
    assert "Your message, in your own words" in drafted.text


async def test_more_time_is_granted_from_the_first_page(desk: Desk) -> None:
    browser = await desk.enter("ac0")
    week = main(await browser.get("/"))
    assert "Asked for more time for “Main”" in week

    await browser.post("/act", data=button(week, "Grant it"))

    async with desk.storage.snapshot() as tx:
        granted = [each.state for each in await tx.extensions.in_cohort("a")]
    assert "granted" in granted


async def test_a_mentor_finds_their_own_learners_and_drafts_a_message(desk: Desk) -> None:
    browser = await desk.enter("am0")
    week = main(await browser.get("/"))
    assert "Name of al0" in week

    form = await browser.post("/act", data=button(week, "Draft a message"))
    fields = {name: hidden(main(form), name) for name in ("kind", "action", "once", "back", "seal")}
    sent = await browser.post("/act", data=fields | {"value-text": "Hello, how are you?"})

    assert sent.status_code == 200
    async with desk.storage.snapshot() as tx:
        assert any(each.recipient_id == "id-al0" for each in await tx.outbox.waiting(50))


async def test_a_timeline_says_that_something_was_sent_and_answered_and_never_what(desk: Desk) -> None:
    async with desk.storage.transaction() as tx:
        await send(tx, 1, Card("SECRET words", "check_in.open", "A check-in a week.", title="SECRET title"), "al1")
        await send(tx, 2, Card("SECRET help", "safety.help", "SECRET why"), "al1")
        await send(tx, 3, Card("SECRET report", "report.received", "SECRET why"), "al1")
        await send(tx, 4, Card("SECRET stop", "nudge.stopped", "SECRET why"), "al1")
        asked = await tx.check_ins.get("c-al1")
        assert asked is not None
        answered = asked.answered(Mood.HARD, NOW, "SECRET answer")
        await tx.check_ins.save(answered)
    for handle in ("ac0", "am1"):
        page = main(await (await desk.enter(handle)).get("/people/al1"))
        assert "The week&#39;s check-in" in page
        assert "A check-in a week." in page
        assert "Answered the check-in of week 1" in page
        assert "SECRET" not in page
        assert "hard" not in page


async def test_the_calendar_shows_what_is_due_in_ones_own_cohort_with_holidays_and_clock_changes(desk: Desk) -> None:
    async with desk.storage.transaction() as tx:
        for cohort in ("a", "b"):
            await tx.timers.put(Later(NOW + 25 * DAY, Action("prompt.post", f"g-{cohort}")))
            await tx.timers.put(Later(NOW + DAY, Action("check_in.close", f"c-{cohort}l0")))
        await tx.timers.put(Later(NOW + DAY, Action("case.escalate", "k-al1")))
        await tx.timers.put(Later(NOW + DAY, Action("case.escalate", "k-al0")))
        await tx.timers.put(Later(NOW + DAY, Action("fit.open", "id-al0")))
        cohort_a = await tx.cohorts.find("a")
        assert cohort_a is not None
        holiday = Holiday((NOW + 2 * DAY).date(), "Carnival")
        await tx.cohorts.save(replace(cohort_a, plan=replace(cohort_a.plan, holidays=(holiday,))))

    coordinator = main(await (await desk.enter("ac1")).get("/calendar"))
    mentor = main(await (await desk.enter("am0")).get("/calendar"))

    assert "Close the check-in" in coordinator
    assert "Name of bl0" not in coordinator
    assert "RAL0" in coordinator
    assert "RAL1" not in coordinator
    assert "Carnival" in coordinator
    assert "The clocks change" in coordinator
    assert "Close the check-in" in mentor
    assert "RAL0" not in mentor
    assert "another mentor" not in mentor


async def test_where_nobody_waits_the_first_page_says_so(desk: Desk) -> None:
    async with desk.storage.transaction() as tx:
        for case in await tx.cases.in_cohort("a"):
            await tx.cases.save(replace(case.acknowledged("id-ac1", NOW)))
        for extension in await tx.extensions.in_cohort("a"):
            await tx.extensions.save(extension.granted(NOW, "id-ac1"))
        for move in await tx.moves.in_cohort("a"):
            await tx.moves.save(move.decided(MoveState.DECLINED, NOW, "id-ac1"))

    assert "Nobody waits for you." in main(await (await desk.enter("ac0")).get("/"))


async def test_the_chart_says_in_words_and_in_a_table_what_it_draws(desk: Desk) -> None:
    async with desk.storage.transaction() as tx:
        await missed(tx, "al1")
    browser = await desk.enter("ac0")
    page, light, dark = [await browser.get(path) for path in ("/figures", "/figures/light.svg", "/figures/dark.svg")]

    assert 'alt="Check-ins answered: week 1 100 %, week 2 0 %' in page.text
    assert "<td>1 of 1 (100 %)</td>" in page.text
    assert b"Check-ins answered</text>" in light.content
    assert light.content != dark.content
    assert light.headers["content-type"].startswith("image/svg+xml")


async def test_how_somebody_took_part_is_a_curve_and_a_table_of_counts_for_who_may_see_them(desk: Desk) -> None:
    async with desk.storage.transaction() as tx:
        await missed(tx, "al1")
        for number in range(3):
            await tx.participations.add(
                Participation("a", "id-al1", f"m{number}", "#g1", NOW - timedelta(hours=number + 1), "")
            )
    coordinator, other = await desk.enter("ac0"), await desk.enter("am0")

    page = main(await coordinator.get("/people/al1"))

    assert "<polyline points=" in page
    assert '<th scope="col">Wrote</th>' in page
    assert ">3</td>" in page
    assert (await other.get("/people/al1")).status_code == 404


async def test_the_log_leaves_out_the_pages_its_reader_opened_unless_asked_and_never_what_they_read_or_did(
    desk: Desk,
) -> None:
    first, other = await desk.enter("ac0"), await desk.enter("ac1")
    for path in ("/", "/people", "/people/al1", "/cases/RAL0"):
        await first.get(path)
    await other.get("/people/al0")

    usual, everything = main(await first.get("/audit")), main(await first.get("/audit?own=yes"))

    assert "<bdi>Name of ac1</bdi> looked at a timeline: <bdi>Name of al0</bdi>" in usual
    assert "<bdi>Name of ac0</bdi> read a case" in usual
    assert "<bdi>Name of ac0</bdi> looked at" not in usual
    assert "<bdi>Name of ac0</bdi> looked at a timeline: <bdi>Name of al1</bdi>" in everything
    assert "id-ac0 desk.person id-al1" in await desk.audited()


async def test_the_calendar_says_why_once_a_day(desk: Desk) -> None:
    async with desk.storage.transaction() as tx:
        for hour, learner in enumerate(("al0", "al1"), 1):
            await tx.timers.put(Later(NOW + timedelta(minutes=hour), Action("session.choose", f"id-{learner}")))

    page = main(await (await desk.enter("ac0")).get("/calendar"))

    assert page.count("Offer two times for the next session") == 2
    assert page.count("Every pair meets regularly") == 1
