"""The helpline register: only what somebody read on a page that is named, and nothing guessed for the rest."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.helplines import CountryHelp, Helpline, stale, unknown
from bot.helplines import register
from bot.wording import safety
from bot.wording.voice import Voice

VOICE = Voice("Europe/Lisbon")


@pytest.mark.parametrize("entry", register().values(), ids=str)
def test_every_entry_says_where_and_when_it_was_read(entry: CountryHelp) -> None:
    assert len(entry.country) == 2
    assert entry.country.isupper()
    assert entry.source.startswith("http")
    assert isinstance(entry.verified_on, date)
    assert entry.emergency or entry.lines, "an entry without a number says nothing"
    assert not entry.emergency_source or entry.emergency
    for line in entry.lines:
        assert line.name
        assert line.phone or line.text or line.web
        assert not any(letter.isalpha() for letter in line.phone + line.text)


def test_a_country_nobody_could_confirm_gets_no_number_of_another_country() -> None:
    assert safety.emergency(VOICE, None) == "your local emergency number"
    assert safety.lines(VOICE, None) == "a line near you at [findahelpline.com](https://findahelpline.com)"


def test_an_emergency_number_nobody_could_confirm_is_not_shown() -> None:
    known = replace(register()["PT"], emergency="")

    assert safety.emergency(VOICE, known) == "your local emergency number"
    assert "1411" in safety.lines(VOICE, known)


def test_call_and_text_are_said_in_the_words_people_use() -> None:
    def shown(line: Helpline) -> str:
        return safety.lines(VOICE, CountryHelp("XX", "1", (line,), date(2026, 1, 1), "http://x"))

    assert "(call or text 988, day and night)" in shown(Helpline("A", "988", "988", hours="day and night"))
    assert "(call 13 11 14, text 0477 13 11 14)" in shown(Helpline("A", "13 11 14", "0477 13 11 14"))
    assert "(call 1411)" in shown(Helpline("A", "1411"))
    assert "(example.org)" in shown(Helpline("A", web="example.org"))


def test_after_half_a_year_an_entry_wants_another_look() -> None:
    known = {"PT": replace(register()["PT"], verified_on=date(2026, 1, 1))}

    assert stale(known, date(2026, 6, 30)) == []
    assert stale(known, date(2026, 7, 1)) == [known["PT"]]


def test_countries_without_a_line_are_known_to_be_without_one() -> None:
    assert unknown(register(), ["PT", "KE", "ZZ", ""]) == ["KE", "ZZ"]
