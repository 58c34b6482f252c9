"""When somebody else may be on call: Mondays at midnight UTC, and where an exception begins or ends."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.domain.on_call import OnCall, Override

FROM, UNTIL = datetime(2027, 3, 3, 8, tzinfo=UTC), datetime(2027, 3, 4, 20, tzinfo=UTC)
EXCEPT = OnCall(("A", "B"), (Override("B", FROM, UNTIL),))
MONDAY = datetime(2027, 3, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("rota", "moment", "change"),
    [
        (OnCall(("A", "B")), FROM, MONDAY),
        (OnCall(("A", "B")), MONDAY, MONDAY + timedelta(days=7)),
        (OnCall(("A", "B")), datetime(2027, 3, 8, 1, tzinfo=timezone(timedelta(hours=3))), MONDAY),
        (EXCEPT, FROM - timedelta(hours=1), FROM),
        (EXCEPT, FROM, UNTIL),
        (EXCEPT, UNTIL, MONDAY),
    ],
)
def test_the_next_change_is_the_first_after_a_moment(rota: OnCall, moment: datetime, change: datetime) -> None:
    assert rota.next_change(moment) == change
