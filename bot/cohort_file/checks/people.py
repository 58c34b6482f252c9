"""What must fit together between people, groups and pairs."""

from collections import Counter
from collections.abc import Iterator

from bot.cohort_file.checks.looking import known, people_of
from bot.cohort_file.sections import CohortSections
from bot.domain.members import Role
from bot.errors import Fault
from bot.toml_file import Key, TomlFile


def people(file: TomlFile, sections: CohortSections) -> Iterator[Fault]:
    """Yield ids and accounts that are there twice."""
    ids: set[str] = set()
    accounts: set[object] = set()
    for number, person in enumerate(sections.person):
        if person.id.casefold() in ids:
            yield file.fault(("person", number, "id"), f"{person.id} is taken.", "Every id is there once.")
        ids.add(person.id.casefold())
        for account in person.accounts:
            if account in accounts:
                yield file.fault(("person", number, "accounts"), f"{account.id} is somebody else's account already.")
            accounts.add(account)


def spaces(file: TomlFile, sections: CohortSections) -> Iterator[Fault]:
    """Yield spaces whose id another one has."""
    taken = set[str]()
    for number, space in enumerate(sections.space):
        if space.id.casefold() in taken:
            yield file.fault(("space", number, "id"), f"{space.id} is taken.", "Every space has its own id.")
        taken.add(space.id.casefold())


def groups(file: TomlFile, sections: CohortSections) -> Iterator[Fault]:
    """Yield members and facilitators that cannot be."""
    learners = people_of(sections, Role.LEARNER)
    mentors = people_of(sections, Role.MENTOR)
    placed = set[str]()
    for number, group in enumerate(sections.group):
        key = ("group", number)
        for member in group.members:
            yield from known(file, (*key, "members"), member, learners, "a learner")
            if group.members.count(member) == 1 and member in placed:
                yield file.fault((*key, "members"), f"{member} is in two groups.", "A learner is in one group.")
        yield from _twice(file, (*key, "members"), group.members)
        placed.update(group.members)
        if group.facilitator:
            yield from known(file, (*key, "facilitator"), group.facilitator, mentors, "a mentor")


def placed(file: TomlFile, sections: CohortSections) -> Iterator[Fault]:
    """Yield the learners who are in no group."""
    grouped = {member for group in sections.group for member in group.members}
    if sections.group:
        for number, person in enumerate(sections.person):
            if person.role is Role.LEARNER and person.id not in grouped:
                yield file.fault(("person", number), f"{person.id} is in no group.", "Every learner is in one group.")


def sizes(file: TomlFile, sections: CohortSections) -> Iterator[Fault]:
    """Yield the groups that are too small or too large."""
    size = sections.group_size
    if size.min > size.max:
        yield file.fault(("group_size", "min" if "min" in size.model_fields_set else "max"), "min is more than max.")
        return
    for number, group in enumerate(sections.group):
        if not size.min <= len(set(group.members)) <= size.max:
            said = f"{group.id} has {len(set(group.members))} members; {size.min} to {size.max} are allowed."
            yield file.fault(("group", number, "members"), said, "Change the group, or [group_size].")


def pairings(file: TomlFile, sections: CohortSections) -> Iterator[Fault]:
    """Yield pairs that cannot be, and mentors with too many learners."""
    learners, mentors = people_of(sections, Role.LEARNER), people_of(sections, Role.MENTOR)
    capacity = {person.id: person.capacity for person in sections.person}
    load: Counter[str] = Counter()
    paired: set[str] = set()
    for number, pairing in enumerate(sections.pairing):
        key = ("pairing", number)
        yield from known(file, (*key, "mentor"), pairing.mentor, mentors, "a mentor")
        load[pairing.mentor] += len(set(pairing.learners))
        for learner in pairing.learners:
            yield from known(file, (*key, "learners"), learner, learners, "a learner")
            if pairing.learners.count(learner) == 1 and learner in paired:
                yield file.fault((*key, "learners"), f"{learner} has a mentor already.", "Each learner has one mentor.")
        yield from _twice(file, (*key, "learners"), pairing.learners)
        paired.update(pairing.learners)
        if pairing.mentor in mentors and load[pairing.mentor] > capacity[pairing.mentor]:
            said = f"{pairing.mentor} has {load[pairing.mentor]} learners and capacity {capacity[pairing.mentor]}."
            yield file.fault((*key, "learners"), said, "Move some, or raise the capacity.")


def _twice(file: TomlFile, key: Key, names: tuple[str, ...]) -> Iterator[Fault]:
    for name, times in Counter(names).items():
        if times > 1:
            yield file.fault(key, f"{name} is there {times} times.", "Once is enough.")
