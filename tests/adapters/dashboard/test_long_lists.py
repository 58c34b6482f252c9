"""Long lists come in pages, and somebody is found by a part of their name."""

from dataclasses import replace

from bot.desk.paged import Paged
from bot.domain.members import MemberState, Role
from tests.adapters.dashboard.desk import Desk
from tests.adapters.dashboard.test_pages import main


async def _crowd(desk: Desk, more: int) -> None:
    """Let so many more learners be in the first cohort."""
    async with desk.storage.transaction() as tx:
        one = await tx.members.find("id-al1")
        assert one is not None
        for number in range(more):
            handle = f"n{number:03}"
            await tx.members.add(
                replace(
                    one,
                    id=f"id-{handle}",
                    handle=handle,
                    name=f"Noor {number:03} <b>",
                    role=Role.LEARNER,
                    state=MemberState.ACTIVE,
                )
            )


async def test_a_long_list_of_people_comes_in_pages(desk: Desk) -> None:
    await _crowd(desk, 230)
    browser = await desk.enter("ac1")

    first, second = await browser.get("/people"), await browser.get("/people?page=2")

    assert len(first.content) < 100_000
    assert "Page 1 of 2" in main(first)
    assert '<a rel="next" href="/people?page=2">' in main(first)
    assert "Noor 000" in main(first)
    assert "Noor 229" not in main(first)
    assert "Noor 229" in main(second)
    assert '<a rel="prev" href="/people?page=1">' in main(second)


async def test_somebody_is_found_by_parts_of_a_name_in_any_letter_case(desk: Desk) -> None:
    await _crowd(desk, 230)
    browser = await desk.enter("ac1")

    found = main(await browser.get("/people", params={"find": "217 NOOR"}))
    nobody = main(await browser.get("/people", params={"find": '"><script>'}))

    assert found.count("<li>") == 1
    assert "Noor 217" in found
    assert "Nobody here is called that." in nobody
    assert "<script>" not in nobody


async def test_a_page_past_the_last_is_the_last_and_a_page_that_is_no_number_is_none(desk: Desk) -> None:
    browser = await desk.enter("ac1")

    assert main(await browser.get("/people?page=999")) == main(await browser.get("/people"))
    for path in ("/people", "/groups", "/pairs"):
        assert (await browser.get(f"{path}?page=x")).status_code == 404


async def test_a_mentor_finds_no_more_by_looking_than_without(desk: Desk) -> None:
    await _crowd(desk, 3)
    browser = await desk.enter("am0")

    assert "Noor" not in main(await browser.get("/people"))
    assert "Nobody here is called that." in main(await browser.get("/people", params={"find": "Noor"}))


def test_every_row_stands_on_one_page() -> None:
    for length in (0, 1, 4, 5, 6, 11):
        rows = list(range(length))
        pages = [Paged.of(rows, number, 5) for number in range(1, Paged.of(rows, 1, 5).count + 1)]
        assert [row for page in pages for row in page.rows] == rows
        assert all(page.count == len(pages) for page in pages)
