"""Whose turn it is to host: each in turn, nobody pressed, a week without a host is no harm."""

from bot.domain.hosts import Host, HostState, next_host

PEOPLE = ["a", "b", "c"]


def host(who: str, week: int, state: HostState = HostState.AGREED) -> Host:
    return Host(f"{who}{week}", "c", "g", week, who, state)


def test_everybody_comes_once_before_anybody_comes_twice() -> None:
    asked: list[Host] = []
    for week in range(6, 12):
        who = next_host(PEOPLE, asked, week)
        assert who is not None
        asked.append(host(who, week))

    assert [each.learner_id for each in asked] == ["a", "b", "c", "a", "b", "c"]


def test_whoever_said_no_is_not_asked_again_for_that_week_and_others_come_first_the_next_time() -> None:
    asked = [host("a", 6, HostState.DECLINED), host("b", 6)]

    assert next_host(PEOPLE, asked[:1], 6) == "b"
    assert next_host(PEOPLE, asked, 7) == "c"


def test_after_two_who_did_not_answer_nobody_is_asked_and_when_all_declined_there_is_nobody() -> None:
    silent = [host("a", 6, HostState.LET_GO), host("b", 6, HostState.LET_GO)]
    declined = [host(who, 6, HostState.DECLINED) for who in PEOPLE]

    assert next_host(PEOPLE, silent, 6) is None
    assert next_host(PEOPLE, declined, 6) is None
