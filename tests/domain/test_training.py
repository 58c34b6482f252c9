"""How far a mentor is: parts in their order or heard live, every moment practised; nothing is graded."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.training import AGENDA, PARTS, SCENES, Progress, Training

NOW = datetime(2026, 2, 23, 14, tzinfo=UTC)


def gone_through(*deeds: str) -> Progress:
    progress = Progress("m1")
    for deed in deeds:
        what, _, number = deed.partition(" ")
        match what:
            case "read":
                progress = progress.read(int(number), NOW)
            case "practised":
                progress = progress.practised(int(number), NOW)
            case _:
                progress = progress.was_there(NOW)
    return progress


ALL_READ = tuple(f"read {n}" for n in range(1, PARTS + 1))
ALL_PRACTISED = tuple(f"practised {n}" for n in range(1, SCENES + 1))


@pytest.mark.parametrize(
    ("deeds", "is_finished"),
    [
        ((), False),
        (ALL_READ, False),
        (ALL_PRACTISED, False),
        ((*ALL_READ, *ALL_PRACTISED), True),
        ((*ALL_PRACTISED, *ALL_READ), True),
        (("there", *ALL_PRACTISED), True),
        (("there", *ALL_PRACTISED[:-1]), False),
        ((*ALL_READ[1:], *ALL_PRACTISED), False),
        ((*ALL_READ, ALL_PRACTISED[-1]), False),
        ((*ALL_READ, *ALL_READ, ALL_PRACTISED[0], *ALL_PRACTISED), True),
    ],
)
def test_it_is_finished_with_every_part_and_every_moment_whatever_comes_first(
    deeds: tuple[str, ...], is_finished: bool
) -> None:
    assert gone_through(*deeds).is_finished is is_finished


def test_the_moment_of_the_end_stays_the_first_one() -> None:
    done = gone_through("there", *ALL_PRACTISED)
    assert done.was_there(NOW + timedelta(days=9)).finished_at == NOW
    assert done.refreshed(NOW).refreshed(NOW + timedelta(days=1)).refreshed_at == NOW


def test_the_live_training_takes_its_agenda_which_is_the_programmes() -> None:
    assert AGENDA == (15, 20, 20, 15, 10)
    assert Training(NOW).ends_at == NOW + timedelta(minutes=80)
    assert Training(refresher=NOW).refreshed_by == NOW + timedelta(minutes=30)
    assert Training().ends_at is None
    assert Training().refreshed_by is None
