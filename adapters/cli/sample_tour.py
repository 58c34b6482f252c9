"""The first hints of `kith demo`: three moments of the sample cohort, and who to be there."""

from adapters.local.tour import Step, Tour
from bot.wording import tour as wording
from bot.wording.tour import Stop


def tour() -> Tour:
    """Return what to try first, in the order of the sample's story; moments by the person's own clock."""
    return (
        _step("L01", "2026-03-05T09:10", wording.check_in("Thu 5 March", "Wanjiru")),
        _step("M3", "2026-03-23T12:00", wording.reach_out("Mon 23 March", "Katrin", "Jonas")),
        _step("C2", "2026-03-26T03:45", wording.alert("Thu 26 March", "Teresa")),
    )


def _step(person_id: str, on: str, stop: Stop) -> Step:
    return Step(person_id, stop.title, stop.what, stop.label, on)
