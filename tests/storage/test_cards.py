from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import limits
from bot.cards import Action, Button, Card, Field, Look, Option, Select
from bot.domain.calendars import CalendarFile
from bot.domain.figures import Cut, Figure, Measure
from bot.domain.pictures import Chart
from storage.cards import read_card, write_card

names = st.from_regex(r"[a-z_]{1,8}\.[a-z_]{1,8}", fullmatch=True)
actions = st.builds(Action, names, st.from_regex(r"[A-Za-z0-9_.:-]{0,40}", fullmatch=True))
options = st.builds(Option, st.text(max_size=75), st.text(max_size=75))
selects = st.builds(Select, actions, st.text(), st.lists(options, max_size=limits.OPTIONS).map(tuple))
buttons = st.lists(st.builds(Button, st.text(max_size=75), actions, st.sampled_from(Look)), max_size=5).map(tuple)
fields = st.lists(st.builds(Field, st.text(max_size=75), st.text(max_size=200)), max_size=10).map(tuple)
files = st.builds(
    lambda start, minutes, **more: CalendarFile(
        starts_at=start, ends_at=start + timedelta(minutes=minutes), made_at=start, **more
    ),
    st.datetimes(max_value=datetime(9990, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001  # the zone stands beside it
    st.integers(1, 1440),
    uid=st.text(max_size=20),
    version=st.integers(0, 99),
    title=st.text(max_size=50),
    about=st.text(max_size=50),
    link=st.text(max_size=50),
    is_cancelled=st.booleans(),
    name=st.sampled_from(["session.ics", "event.ics"]),
)
weeks = st.builds(Figure, st.sampled_from(Measure), st.just(Cut.WEEK), st.just("2"), st.integers(0, 9), st.just(9))
charts = st.builds(Chart, st.lists(weeks, max_size=3).map(tuple), st.text(max_size=50), st.text(max_size=20))
cards = st.builds(
    Card,
    text=st.text(max_size=limits.TEXT),
    kind=names,
    why=st.text(),
    title=st.text(max_size=limits.TITLE),
    fields=fields,
    buttons=buttons,
    select=st.none() | selects,
    is_pinned=st.booleans(),
    has_thread=st.booleans(),
    attachment=st.none() | files | charts,
)


@given(cards)
@settings(suppress_health_check=[HealthCheck.too_slow])  # how long cards take to make is the machine's affair
def test_every_card_comes_back_as_it_was(card: Card) -> None:
    assert read_card(write_card(card)) == card


def test_half_a_surrogate_pair_survives_in_a_card() -> None:
    card = Card("\ud800 and \x00", "help.show")

    written = write_card(card)

    assert written.isascii()
    assert read_card(written) == card
