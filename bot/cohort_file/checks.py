"""What must fit together in a cohort file; each thing that does not is a fault with its line."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from operator import attrgetter

from bot.cohort_file.people import PersonSection
from bot.cohort_file.sections import CohortSections
from bot.domain.members import Role
from bot.errors import Fault
from bot.toml_fields import nearest
from bot.toml_file import TomlFile

EASY_LEARNERS, EASY_MENTORS = range(10, 21), range(3, 7)
"""The cohort size that is easy to look after (programme, table of figures)."""


def faults(file: TomlFile, sections: CohortSections) -> list[Fault]:
    """Return everything that does not fit together."""
    found = [
        *_weeks(file, sections),
        *_dates(file, sections),
        *_people(file, sections),
        *_groups(file, sections),
        *_pairings(file, sections),
        *_safety(file, sections),
    ]
    return sorted(found, key=attrgetter("line"))


def warnings(sections: CohortSections) -> tuple[str, ...]:
    """Return what is unusual and allowed."""
    roles = Counter(person.role for person in sections.person)
    said = []
    if roles[Role.LEARNER] not in EASY_LEARNERS:
        said.append(f"{roles[Role.LEARNER]} learners: 10 to 20 are easiest to look after.")
    if roles[Role.MENTOR] not in EASY_MENTORS:
        said.append(f"{roles[Role.MENTOR]} mentors: 3 to 6 are easiest to look after.")
    return tuple(said)


def _weeks(file: TomlFile, sections: CohortSections) -> Iterator[Fault]:
    weeks = range(1, sections.cohort.weeks + 1)
    if sections.cohort.starts_on.weekday() != 0:
        yield file.fault(
            ("cohort", "starts_on"), "is not a Monday.", "A cohort starts on the Monday of its first week."
        )
    covered: Counter[int] = Counter()
    for number, phase in enumerate(sections.phase):
        first, last = phase.weeks
        mine = range(first, last + 1)
        covered.update(mine)
        if last > weeks[-1]:
            yield file.fault(("phase", number, "weeks"), f"goes beyond week {weeks[-1]}, the last one.")
        if any(covered[week] > 1 for week in mine):
            yield file.fault(("phase", number, "weeks"), "overlaps another phase.", "Each week belongs to one phase.")
    if sections.phase and (missing := [week for week in weeks if not covered[week]]):
        yield file.fault(("phase", 0), f"no phase covers week {_listed(missing)}.", "Each week belongs to one phase.")
    yield from _prompts(file, sections, weeks)


def _prompts(file: TomlFile, sections: CohortSections, weeks: range) -> Iterator[Fault]:
    seen: set[int] = set()
    for number, prompt in enumerate(sections.prompt):
        if prompt.week not in weeks:
            yield file.fault(("prompt", number, "week"), f"is not one of the weeks 1 to {weeks[-1]}.")
        if prompt.week in seen:
            yield file.fault(("prompt", number, "week"), f"week {prompt.week} has a prompt already.")
        if not (prompt.guide or prompt.practise or prompt.own_it):
            yield file.fault(("prompt", number), "has no question.", "Give guide, practise or own_it.")
        seen.add(prompt.week)
    if sections.prompt and (missing := [week for week in weeks if week not in seen]):
        yield file.fault(("prompt", 0), f"no prompt for week {_listed(missing)}.", "Every week has one.")


def _dates(file: TomlFile, sections: CohortSections) -> Iterator[Fault]:
    first = sections.cohort.starts_on
    last = first + timedelta(weeks=sections.cohort.weeks, days=-1)
    for number, milestone in enumerate(sections.milestone):
        if not first <= milestone.due_on <= last:
            yield file.fault(("milestone", number, "due_on"), f"is outside the cohort, {first} to {last}.")
    groups = [group.id for group in sections.group]
    for number, holiday in enumerate(sections.holiday):
        if not first <= holiday.on <= last:
            yield file.fault(("holiday", number, "on"), f"is outside the cohort, {first} to {last}.")
        for group in holiday.groups:
            if group not in groups:
                yield file.fault(("holiday", number, "groups"), f"{group} is not a group.", nearest(group, groups))
    invited = sections.cohort.onboarding_on
    if invited is not None and invited > last:
        yield file.fault(("cohort", "onboarding_on"), "is after the cohort's end.")


def _people(file: TomlFile, sections: CohortSections) -> Iterator[Fault]:
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


def _groups(file: TomlFile, sections: CohortSections) -> Iterator[Fault]:
    learners = _of(sections, Role.LEARNER)
    mentors = _of(sections, Role.MENTOR)
    size, placed = sections.group_size, set[str]()
    if size.min > size.max:
        yield file.fault(("group_size", "min"), "is more than max.")
    for number, group in enumerate(sections.group):
        key = ("group", number)
        if not size.min <= len(group.members) <= size.max:
            said = f"{group.id} has {len(group.members)} members; {size.min} to {size.max} are allowed."
            yield file.fault((*key, "members"), said, "Change the group, or [group_size].")
        for member in group.members:
            yield from _known(file, (*key, "members"), member, learners, "a learner")
            if member in placed:
                yield file.fault((*key, "members"), f"{member} is in two groups.", "A learner is in one group.")
            placed.add(member)
        if group.facilitator:
            yield from _known(file, (*key, "facilitator"), group.facilitator, mentors, "a mentor")
        if any(other.id == group.id for other in sections.group[:number]):
            yield file.fault((*key, "id"), f"{group.id} is taken.", "Every id is there once.")
    if sections.group:
        for number, person in enumerate(sections.person):
            if person.role is Role.LEARNER and person.id not in placed:
                yield file.fault(("person", number), f"{person.id} is in no group.", "Every learner is in one group.")


def _pairings(file: TomlFile, sections: CohortSections) -> Iterator[Fault]:
    learners, mentors = _of(sections, Role.LEARNER), _of(sections, Role.MENTOR)
    capacity = {person.id: person.capacity for person in sections.person}
    load: Counter[str] = Counter()
    paired: set[str] = set()
    for number, pairing in enumerate(sections.pairing):
        key = ("pairing", number)
        yield from _known(file, (*key, "mentor"), pairing.mentor, mentors, "a mentor")
        load[pairing.mentor] += len(pairing.learners)
        for learner in pairing.learners:
            yield from _known(file, (*key, "learners"), learner, learners, "a learner")
            if learner in paired:
                yield file.fault((*key, "learners"), f"{learner} has a mentor already.", "Each learner has one mentor.")
            paired.add(learner)
        if pairing.mentor in mentors and load[pairing.mentor] > capacity[pairing.mentor]:
            said = f"{pairing.mentor} has {load[pairing.mentor]} learners and capacity {capacity[pairing.mentor]}."
            yield file.fault((*key, "learners"), said, "Move some, or raise the capacity.")


def _safety(file: TomlFile, sections: CohortSections) -> Iterator[Fault]:
    places = [*(group.id for group in sections.group), *(channel.name for channel in sections.channel)]
    for name in sections.safety.scan:
        if name not in places:
            yield file.fault(("safety", "scan"), f"{name} is not a group or channel.", nearest(name, places))
    if sections.safety.scan and not sections.safety.outside:
        said = "scanning is on, and no outside contact is set."
        yield file.fault(("safety", "scan"), said, 'Add outside = "mailto:…" or "https://…" to [safety].')
    coordinators = _of(sections, Role.COORDINATOR)
    for who in sections.on_call.rotation:
        yield from _known(file, ("on_call", "rotation"), who, coordinators, "a coordinator")
    for number, override in enumerate(sections.on_call.override):
        key = ("on_call", "override", number)
        yield from _known(file, (*key, "who"), override.who, coordinators, "a coordinator")
        if override.until.moment(sections.cohort.timezone) <= override.from_.moment(sections.cohort.timezone):
            yield file.fault((*key, "until"), "is not after `from`.")
    if not sections.on_call.rotation:
        yield file.fault(("on_call", "rotation"), "nobody is on call.", 'Name the coordinators in turn: ["C1", "C2"].')


def _known(file: TomlFile, key: tuple[str | int, ...], who: str, known: Sequence[str], wanted: str) -> Iterator[Fault]:
    if who not in known:
        yield file.fault(key, f"{who} is not {wanted} of this cohort.", nearest(who, known))


def _of(sections: CohortSections, role: Role) -> list[str]:
    def has_role(person: PersonSection) -> bool:
        return person.role is role

    return [person.id for person in filter(has_role, sections.person)]


def _listed(weeks: Sequence[int]) -> str:
    return ", ".join(str(week) for week in weeks)
