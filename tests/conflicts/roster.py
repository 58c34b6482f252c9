"""Any cohort in which somebody brings something that must be kept from somebody else."""

from dataclasses import dataclass
from datetime import UTC, datetime

from hypothesis import assume
from hypothesis import strategies as st

from bot.domain.members import Role

NAMES = ("Ana Silva", "Rui Silva", "Teresa Duarte", "José Ñíguez", "Li Wu", "Will May", "Ana Silva", "Ngozi A. Eze")
"""Some share a name, one a word, and one has hardly any letters."""
MOMENTS = (datetime(2027, 3, 2, 11, tzinfo=UTC), datetime(2027, 3, 2, 23, 40, tzinfo=UTC))
ROUTES = ("name", "handle", "mention", "words", "menu", "left out", "escalated", "flagged", "threat", "disclosed")
ROUTES += ("again",)
ACTS = ("case.acknowledge", "case.excerpt", "case.show", "case.noted", "case.passed_on", "case.held", "case.closed")
ACTS += ("case.false_alarm", "case.release", "case.talk", "case.reopened", "flag.show", "flag.answer")
HOURS = (0, 1, 2, 9, 30)


@dataclass(frozen=True)
class Person:
    """Somebody of the cohort; `is_here` is false for who paused."""

    handle: str
    name: str
    role: Role
    is_here: bool = True


@dataclass(frozen=True)
class Roster:
    """Who there is, who brings what about whom, and what everybody else does with it, hours apart."""

    people: tuple[Person, ...]
    subject: Person
    reporter: Person
    route: str
    now: str
    at: datetime
    acts: tuple[tuple[int, str, int], ...]
    stands_in: str = ""
    has_outside: bool = True
    facilitator: str = ""

    def those(self, role: Role) -> list[Person]:
        """Return who has a role."""
        return [person for person in self.people if person.role is role]


@st.composite
def rosters(draw: st.DrawFn, route: str) -> Roster:
    """A learner and a coordinator at least; the subject is mostly a coordinator, and never the reporter."""
    roles = [Role.LEARNER, Role.MENTOR, Role.COORDINATOR]
    roles += draw(st.lists(st.sampled_from([Role.COORDINATOR, Role.COORDINATOR, *Role]), min_size=1, max_size=5))
    names = draw(st.permutations(NAMES))
    here = draw(st.lists(st.sampled_from([True, True, True, False]), min_size=len(roles), max_size=len(roles)))
    people = tuple(
        Person(f"{role.value[0].upper()}{n}", name, role, is_here or role is Role.LEARNER)
        for n, (role, name, is_here) in enumerate(zip(roles, names, here, strict=False))
    )
    coordinators = [person for person in people if person.role is Role.COORDINATOR]
    others = people[1:] if route == "escalated" else people  # a worry about the first learner is no secret of theirs
    subject = draw(st.sampled_from([*coordinators, *coordinators, *others]))
    brings = (Role.MENTOR, Role.COORDINATOR) if route == "escalated" else tuple(Role)
    reporters = [p for p in people if p != subject and p.is_here and p.role in brings]
    assume(reporters)
    acts = st.tuples(st.integers(0, 6), st.sampled_from(ACTS), st.sampled_from(HOURS))
    return Roster(
        people,
        subject,
        draw(st.sampled_from(reporters)),
        route,
        draw(st.sampled_from(("can_wait", "urgent", "not_safe"))),
        draw(st.sampled_from(MOMENTS)),
        tuple(draw(st.lists(acts, min_size=2, max_size=5))),
        draw(st.sampled_from(["", *(person.handle for person in coordinators)])),
        draw(st.booleans()),
        draw(st.sampled_from(["", subject.handle, subject.handle, *(person.handle for person in people)])),
    )
