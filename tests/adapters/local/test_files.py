"""Calendar entries in the workspace: a link below the card, and the file for whoever may see the message."""

from datetime import timedelta

import httpx
import vobject

from bot.cards import Card
from bot.domain.calendars import CalendarFile
from bot.domain.figures import Cut, Figure, Measure
from bot.domain.pictures import Chart
from tests.adapters.local.conftest import Office
from tests.adapters.local.test_guard import browser
from tests.adapters.local.tiny import START, delivery

FILE = CalendarFile("0f3a", 0, START, START + timedelta(minutes=45), START, "Kith session")
DATED = Card("You meet Marta on Monday.", "session.agreed", attachment=FILE)
WEEKS = tuple(Figure(Measure.CHECK_INS, Cut.WEEK, str(week), 3, 4) for week in (1, 2))
WORDS = "Check-ins answered: week 1 75 %, week 2 75 %."
DRAWN = Card("Two weeks.", "digest.coordinator", attachment=Chart(WEEKS, WORDS, "Week by week"))
PNG = b"\x89PNG\r\n"

__all__ = ["browser"]


async def test_the_entry_is_one_press_away(office: Office, browser: httpx.AsyncClient) -> None:
    sent = await office.messenger.send(delivery(DATED, "L04"))

    page = await browser.get("/as/L04/direct-L04")
    assert f'href="/api/people/L04/files/{sent}" download="session.ics"' in page.text
    answer = await browser.get(f"/api/people/L04/files/{sent}")
    assert answer.headers["content-type"].startswith("text/calendar")
    assert answer.headers["content-disposition"] == 'attachment; filename="session.ics"'
    assert vobject.readOne(answer.text).vevent.dtstart.value == START


async def test_nobody_gets_the_file_of_a_message_that_is_not_for_them(
    office: Office, browser: httpx.AsyncClient
) -> None:
    sent = await office.messenger.send(delivery(DATED, "L04"))
    bare = await office.messenger.send(delivery(Card("Hello.", "a.b"), "L04", id="d2"))

    for path in (f"L06/files/{sent}", f"nobody/files/{sent}", f"L04/files/{bare}", "L04/files/m99"):
        assert (await browser.get(f"/api/people/{path}")).status_code == 404


async def test_a_picture_stands_in_the_message_and_says_in_words_what_it_shows(
    office: Office, browser: httpx.AsyncClient
) -> None:
    sent = await office.messenger.send(delivery(DRAWN, "L04"))

    page = await browser.get("/as/L04/direct-L04")
    assert f'<img src="/api/people/L04/files/{sent}" alt="{WORDS}"' in page.text
    answer = await browser.get(f"/api/people/L04/files/{sent}")
    assert answer.headers["content-type"] == "image/png"
    assert answer.content.startswith(PNG)
