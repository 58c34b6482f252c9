"""The order in which the tests run."""

from tests.shares import dealt


def test_one_process_waits_while_the_others_begin_with_what_takes_long() -> None:
    ordered = dealt("Ww", "ABC", "0123456789", 3)

    assert ["".join(share) for share in (ordered[:5], ordered[5:10], ordered[10:])] == ["Ww012", "AC345", "B6789"]


def test_with_one_process_what_waits_and_what_takes_long_comes_first() -> None:
    assert "".join(dealt("W", "AB", "01", 1)) == "WAB01"


def test_no_test_is_left_out_or_run_twice_however_few_or_many_there_are() -> None:
    for processes in range(1, 7):
        for many in range(9):
            tests = list(range(many))
            waiting, long, others = tests[: many // 3], tests[many // 3 : many // 2], tests[many // 2 :]
            assert sorted(dealt(waiting, long, others, processes)) == tests
