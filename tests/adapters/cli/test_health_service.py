"""The pages for probes leave this computer only with a token: of few cases a number can tell on somebody."""

import pytest

from adapters.cli.checkup.health import health
from adapters.cli.health_service import TOKEN, door_to_health
from bot.config import HealthSection
from bot.errors import EnvironmentProblem

GOOD = "t" * 32


def test_on_this_computer_no_token_is_asked_for_and_one_that_is_set_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    assert door_to_health(HealthSection(enabled=True)).token == ""

    monkeypatch.setenv(TOKEN, GOOD)
    door = door_to_health(HealthSection(enabled=True))

    assert door.token == GOOD
    assert GOOD not in repr(door)


@pytest.mark.parametrize(("host", "token"), [("0.0.0.0", ""), ("10.0.0.7", "short"), ("127.0.0.1", "short")])
def test_where_other_computers_could_read_them_a_token_is_needed_and_a_short_one_is_none(
    monkeypatch: pytest.MonkeyPatch, host: str, token: str
) -> None:
    monkeypatch.setenv(TOKEN, token)

    with pytest.raises(EnvironmentProblem, match=r"KITH_HEALTH_TOKEN must be set to at least 32 characters"):
        door_to_health(HealthSection(enabled=True, host=host))


def test_with_a_token_they_may_be_served_to_other_computers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TOKEN, GOOD)

    assert door_to_health(HealthSection(enabled=True, host="0.0.0.0")).host == "0.0.0.0"


async def test_the_doctor_finds_pages_that_anybody_could_read() -> None:
    [note] = await health(HealthSection(enabled=True, host="0.0.0.0"))

    assert note.is_finding
    assert "KITH_HEALTH_TOKEN" in note.mend
