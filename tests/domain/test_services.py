from datetime import date, timedelta

from bot.domain.services import STALE_AFTER, Service, due_for_a_look, near

LOOKED = date(2027, 3, 1)
HOUSING = Service("Housing office", "a place to live", "housing@example.org", LOOKED, "PT")
ADVISER = Service("Study adviser", "exams and credits", "Mondays, room 4", LOOKED - timedelta(days=1))
CLINIC = Service("Student clinic", "a doctor", "0800 000", LOOKED, "DE")


def test_somebody_reads_what_is_near_them_first_and_what_is_for_everybody() -> None:
    assert near([ADVISER, HOUSING, CLINIC], "PT") == (HOUSING, ADVISER)


def test_without_a_country_everything_is_shown() -> None:
    assert set(near([ADVISER, HOUSING, CLINIC], "")) == {ADVISER, HOUSING, CLINIC}


def test_what_nobody_looked_at_for_half_a_year_is_due() -> None:
    assert due_for_a_look([HOUSING, ADVISER], LOOKED + STALE_AFTER) == (ADVISER,)
