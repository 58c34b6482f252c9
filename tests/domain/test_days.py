"""Days as people type them: what the bot writes can be typed back, in every language it speaks."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.days import parse_day, parse_when
from bot.wording.voice import Voice

TODAY = date(2026, 3, 4)
NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.mark.parametrize("language", ["en", "es", "fr", "pt"])
def test_every_time_the_bot_writes_can_be_typed_back_to_it(language: str) -> None:
    voice = Voice("America/Sao_Paulo", language)
    for ahead in range(1, 180):
        at = NOW + timedelta(days=ahead)
        assert parse_when(voice.short(at), NOW, voice.zone) == at
        assert parse_when(voice.when(at), NOW, voice.zone) == at
        assert parse_day(voice.day(at.date()), TODAY) == at.date()
        assert parse_day(voice.weekday(at.date()), TODAY).weekday() == at.weekday()


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("Thu", date(2026, 3, 5)),
        ("jueves", date(2026, 3, 5)),
        ("jeu.", date(2026, 3, 5)),
        ("Mié", date(2026, 3, 11)),
        ("terça", date(2026, 3, 10)),
        ("2 Apr", date(2026, 4, 2)),
        ("Thu 2 Apr", date(2026, 4, 2)),
        ("2 de abril de 2027", date(2027, 4, 2)),
        ("1er mai", date(2026, 5, 1)),
        ("3. Aug.", date(2026, 8, 3)),
        ("2 février", date(2026, 2, 2)),
        ("1 Jul 2026", date(2026, 7, 1)),
        ("mañana", date(2026, 3, 5)),
        ("aujourd’hui", TODAY),
        ("amanhã", date(2026, 3, 5)),
    ],
)
def test_days_are_read_as_people_write_them(typed: str, day: date) -> None:
    assert parse_day(typed, TODAY) == day


@pytest.mark.parametrize("typed", ["", "x", "Th", "3 jui", "Fri 2 Apr", "31 Feb", "soon 2 Apr", "2 Smarch", "2 Apr 99"])
def test_what_is_no_day_or_two_is_not_guessed(typed: str) -> None:
    with pytest.raises(ValueError, match="is not a day like"):
        parse_day(typed, TODAY)


def test_an_hour_may_be_written_the_french_way_or_without_its_zero() -> None:
    assert parse_when("jeudi 18h30", NOW, "UTC") == parse_when("Thu 18:30", NOW, "UTC")
    assert parse_when("jeu 18h", NOW, "UTC") == parse_when("Thu 18:00", NOW, "UTC")
    assert parse_when("Thu 9:05", NOW, "UTC") == parse_when("Thu 09:05", NOW, "UTC")
