"""What becomes of each row of a spreadsheet of people."""

from dataclasses import replace

from bot.domain.members import Member, MemberState, Role
from bot.domain.room import Traits
from bot.domain.roster import Cohorts, Entry, Fate, Known, Refusal, compared

ANA = Member("1", "c", "L1", "Ana", Role.LEARNER, "Europe/Lisbon")
HERE = ("discord", "G1", "1")


def there(*members: Member) -> Cohorts:
    people = {one.handle.casefold(): Known(one, Traits(one.id), (HERE,) if one.id == "1" else ()) for one in members}
    return Cohorts(people, {"discord": "G1"})


def row(handle: str, line: int = 2, role: Role = Role.LEARNER, **said: object) -> Entry:
    accounts = said.pop("accounts", ())
    return Entry(line, handle, role, said, accounts)  # type: ignore[arg-type]


def test_somebody_unknown_is_new_and_the_same_row_again_changes_nothing() -> None:
    (new,) = compared([row("L2", name="Ben", stage=2)], there(ANA))
    ben = Member("2", "c", "L2", "Ben", Role.LEARNER, "UTC")
    again = Cohorts({"l2": Known(ben, Traits("2", stage=2))}, {})

    assert new.fate is Fate.NEW
    assert compared([row("l2", name="Ben", stage=2)], again)[0].fate is Fate.UNCHANGED


def test_only_what_a_row_says_and_what_differs_is_changed() -> None:
    (changed,) = compared([row("L1", name="Ana", stage=3, accounts=(("discord", "", "2"),))], there(ANA))

    assert (changed.fate, changed.changes) == (Fate.CHANGED, {"stage": 3})
    assert changed.accounts == (("discord", "G1", "2"),)


def test_what_people_said_themselves_stays_once_they_have_started() -> None:
    begun = replace(ANA, consent_version=1, state=MemberState.ACTIVE)
    entry = row("L1", timezone="Asia/Tokyo", style="structured", name="Anna")

    (before,) = compared([entry], there(ANA))
    (after,) = compared([entry], there(begun))

    assert set(before.changes) == {"timezone", "style", "name"}
    assert (set(after.changes), after.kept) == ({"name"}, ("timezone", "style"))


def test_every_contradiction_is_named_at_once() -> None:
    left = replace(ANA, id="3", handle="L3", state=MemberState.LEFT)
    outcomes = compared(
        [
            row("L2", name="Ben", accounts=(HERE,)),
            row("l2", name="Ben"),
            row("L1", role=Role.MENTOR),
            row("L3", name="Cai"),
            row("L4"),
            row("L5", name="Eve", avoid=frozenset({"L9", "L5", "L1"}), prefer=frozenset({"L1"})),
            row("L6", name="Fay", accounts=(("slack", "", "U1"), ("discord", "", "8"))),
            row("L7", name="Gil", accounts=(("discord", "", "8"),)),
        ],
        there(ANA, left),
    )

    assert [{reason.why for reason in one.reasons} for one in outcomes] == [
        {Refusal.TWICE, Refusal.ACCOUNT_TAKEN},
        {Refusal.TWICE},
        {Refusal.OTHER_ROLE},
        {Refusal.HAS_LEFT},
        {Refusal.NO_NAME},
        {Refusal.BOTH, Refusal.SELF, Refusal.UNKNOWN},
        {Refusal.NO_WORKSPACE, Refusal.ACCOUNT_TWICE},
        {Refusal.ACCOUNT_TWICE},
    ]
    assert {one.fate for one in outcomes} == {Fate.REFUSED}
