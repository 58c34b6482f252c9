"""The App Home: everybody's own page, as current as their last look."""

import pytest

from adapters.slack.home import home
from bot.cards import Action, Button, Card, Page
from tests.adapters.slack.office import THURSDAY, Office
from tests.adapters.slack.shown import LARGE
from tests.doubles.faults import Fault, Harm
from tests.doubles.slack.blocks import check_view
from tests.doubles.slack.sight import SeenHome


async def opened(office: Office, who: str) -> SeenHome:
    await office.people[who].opens_home()
    await office.settled()
    seen = office.people[who].sees().home
    assert seen is not None
    return seen


async def test_a_learner_finds_their_week_and_a_button_for_everything_they_may_do(office: Office) -> None:
    seen = await opened(office, "L1")

    assert "week 1 of 8" in seen.text
    assert {"Take days off", "Ask for help", "Skip this week's check-in"} <= set(seen.buttons)
    assert "For coordinators" not in seen.text
    assert "Show the open cases" not in " ".join(seen.buttons)


async def test_a_mentor_finds_their_learners_this_week(office: Office) -> None:
    seen = await opened(office, "M1")

    assert "Name L1" in seen.text
    assert "For mentors" in seen.text


async def test_a_coordinator_finds_open_cases_and_who_is_on_call(office: Office) -> None:
    await office.until(THURSDAY)
    ada = office.people["L1"]
    await ada.uses("Ask for help")
    form = ada.sees().form
    assert form is not None
    await ada.submits({next(iter(form.inputs)): "I am stuck"})

    seen = await opened(office, "C1")

    assert "Name L1" in seen.text
    assert "on call" in seen.text.lower()


async def test_the_page_changes_with_what_somebody_does(office: Office) -> None:
    await office.until(THURSDAY)
    before = await opened(office, "L1")

    await office.people["L1"].presses(office.last("L1"), "Going fine")
    await office.settled()

    after = office.people["L1"].sees().home
    assert after is not None
    assert after.text != before.text


async def test_a_button_of_the_page_opens_a_form_or_a_window(office: Office) -> None:
    await opened(office, "L1")
    ada = office.people["L1"]

    await ada.presses("home", "Take days off")
    form = ada.sees().form
    assert form is not None
    assert form.title == "/peer away"
    await ada.closes()

    await ada.presses("home", "What peer support is and is not")
    window = ada.sees().form
    assert window is not None
    assert (window.submit, window.inputs) == ("", {})


async def test_a_button_in_a_window_opens_on_top_of_it(office: Office) -> None:
    ada = office.people["L1"]
    await opened(office, "L1")
    await ada.presses("home", "Ask for help")
    window = ada.sees().form
    assert window is not None

    await ada.presses("form", window.buttons[0])
    await office.settled()

    assert len(office.team.team.views.stack(ada.id)) == 2


async def test_somebody_the_bot_does_not_know_finds_who_to_ask(office: Office) -> None:
    eve = office.team.person("eve")
    await eve.opens_home()
    await office.settled()

    seen = eve.sees().home
    assert seen is not None
    assert "don't know you" in seen.text
    assert seen.buttons == ()


async def test_a_page_that_could_not_be_published_comes_with_the_next_look(office: Office) -> None:
    office.slack.faults.plan(Fault(Harm.REFUSED, "views.publish", status=503))
    await office.people["L1"].opens_home()
    await office.settled()
    assert office.people["L1"].sees().home is None

    assert "week 1 of 8" in (await opened(office, "L1")).text


async def test_nobody_who_never_looked_has_a_page(office: Office) -> None:
    await office.people["L1"].runs("/peer me")
    await office.settled()

    assert office.slack.log.of("views.publish") == []


@pytest.mark.parametrize("count", [1, 5, 6, 60])
def test_a_page_is_within_slacks_limits(count: int) -> None:
    buttons = tuple(Button(f"Do {number}", Action("a.b", str(number))) for number in range(count))
    page = Page((LARGE, LARGE, Card("Hello", "a.b")), {"What you can do": buttons, "More": buttons})

    assert check_view(home(page), "home") == []
