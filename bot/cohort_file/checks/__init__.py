"""What must fit together in a cohort file; each thing that does not is a fault with its line."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator

from bot.cohort_file.checks import deadlines, mentoring, peers, people, places, safety, weeks
from bot.cohort_file.sections import CohortSections
from bot.domain.members import Role
from bot.domain.sizes import EASY_LEARNERS, EASY_MENTORS
from bot.errors import Fault
from bot.toml_file import TomlFile

Check = Callable[[TomlFile, CohortSections], Iterator[Fault]]

_CHECKS: tuple[tuple[Check, str], ...] = (
    (weeks.weeks, "cohort phase"),
    (weeks.prompts, "cohort prompt"),
    (weeks.cohort_prompts, "cohort cohort_prompt channel"),
    (weeks.goals, "goal module sessions"),
    (weeks.surveys, "cohort survey"),
    (weeks.learning_checks, "cohort learning_check"),
    (weeks.dates, "cohort milestone holiday group event channel"),
    (deadlines.milestones, "milestone"),
    (deadlines.modules, "cohort module"),
    (deadlines.office_hours, "cohort person milestone office_hours"),
    (mentoring.training, "cohort training"),
    (mentoring.hub, "person hub"),
    (weeks.rhythm, "rhythm"),
    (weeks.ladder, "ladder"),
    (peers.reviews, "cohort reviews"),
    (peers.peer_mentors, "person group"),
    (peers.readers, "person reviews"),
    (people.people, "person"),
    (people.spaces, "space"),
    (people.groups, "person group"),
    (people.placed, "person group"),
    (people.sizes, "group group_size"),
    (people.pairings, "person pairing"),
    (places.names, "group channel"),
    (places.rooms, "group channel"),
    (safety.scanning, "safety group channel"),
    (safety.languages, "safety"),
    (safety.on_call, "person on_call"),
)
"""Every check, and the tables that must be sound for it."""

NEEDED = frozenset(
    {
        *("cohort.starts_on", "cohort.weeks", "cohort.onboarding_on"),
        *("phase.weeks", "prompt.week", "prompt.guide", "prompt.practise", "prompt.own_it", "milestone.due_on"),
        *("survey.kind", "survey.week", "survey.questions", "learning_check.week"),
        *("milestone.name", "module.week", "office_hours.host", "office_hours.at", "office_hours.before"),
        *("office_hours.minutes", "office_hours.places"),
        *("event.at", "cohort_prompt.week", "goal.figure"),
        *("reviews.opens_on", "reviews.due_on", "group.peer_mentors", "person.alumnus"),
        *("training.at", "training.refresher", "hub.owner"),
        *("holiday.on", "holiday.groups", "rhythm.check_in_opens", "rhythm.check_in_reminder"),
        *("rhythm.check_in_closes", "ladder.ask_at", "ladder.draft_at", "ladder.case_at"),
        *("person.id", "person.role", "group_size.min", "group_size.max"),
        *("group.id", "group.members", "group.facilitator", "group.platform", "group.workspace", "group.channel"),
        *("group.peer_mentors", "person.alumnus"),
        "space.id",
        *("channel.name", "channel.platform", "channel.workspace", "channel.channel"),
        *("pairing.mentor", "pairing.learners", "safety.scan", "safety.languages", "safety.outside"),
        *("on_call.rotation", "on_call.override"),
    }
)
"""The keys the checks read: with one of them wrong, the checks of its table would tell what is not so."""


def faults(file: TomlFile, sections: CohortSections, unsound: Collection[str] = ()) -> list[Fault]:
    """Return everything that does not fit together, as far as the tables are sound that it takes to tell."""
    told = [check for check, tables in _CHECKS if not set(tables.split()) & set(unsound)]
    return [fault for check in told for fault in check(file, sections)]


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def warnings(sections: CohortSections) -> tuple[str, ...]:
    """Return what is unusual and allowed."""
    roles = Counter(person.role for person in sections.person)
    said = []
    if roles[Role.LEARNER] not in EASY_LEARNERS:
        said.append(f"{_counted(roles[Role.LEARNER], 'learner')}: 10 to 20 are easiest to look after.")
    if roles[Role.MENTOR] not in EASY_MENTORS:
        said.append(f"{_counted(roles[Role.MENTOR], 'mentor')}: 3 to 6 are easiest to look after.")
    return tuple(said)
