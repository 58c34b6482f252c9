"""What must fit together in a cohort's weeks."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from bot.cohort_file.sections import CohortSections
from bot.domain.schedule import WEEKDAYS, Weekly
from bot.domain.surveys import SurveyKind
from bot.errors import Fault
from bot.toml_fields import nearest
from bot.toml_file import TomlFile


def weeks(file: TomlFile, sections: CohortSections) -> Iterator[Fault]:
    """Yield what is wrong with the weeks and their phases."""
    numbers = range(1, sections.cohort.weeks + 1)
    if sections.cohort.starts_on.weekday() != 0:
        yield file.fault(
            ("cohort", "starts_on"), "is not a Monday.", "A cohort starts on the Monday of its first week."
        )
    covered: Counter[int] = Counter()
    for number, phase in enumerate(sections.phase):
        first, last = phase.weeks
        mine = range(first, last + 1)
        covered.update(mine)
        if last > numbers[-1]:
            yield file.fault(("phase", number, "weeks"), f"goes beyond week {numbers[-1]}, the last one.")
        if any(covered[week] > 1 for week in mine):
            yield file.fault(("phase", number, "weeks"), "overlaps another phase.", "Each week belongs to one phase.")
    if sections.phase and (missing := [week for week in numbers if not covered[week]]):
        yield file.fault(("phase", 0), f"no phase covers week {_listed(missing)}.", "Each week belongs to one phase.")


def prompts(file: TomlFile, sections: CohortSections) -> Iterator[Fault]:
    """Yield what is wrong with the weekly questions."""
    weeks = range(1, sections.cohort.weeks + 1)
    seen: set[int] = set()
    for number, prompt in enumerate(sections.prompt):
        if prompt.week not in weeks:
            yield file.fault(("prompt", number, "week"), f"is not one of the weeks 1 to {weeks[-1]}.")
        if prompt.week in seen and not prompt.interests:
            yield file.fault(("prompt", number, "week"), f"week {prompt.week} has a prompt already.")
        if not (prompt.guide or prompt.practise or prompt.own_it):
            yield file.fault(("prompt", number), "has no question.", "Give guide, practise or own_it.")
        if not prompt.interests:
            seen.add(prompt.week)
    is_filled = bool(sections.cohort.prompt_library)
    if sections.prompt and not is_filled and (missing := [week for week in weeks if week not in seen]):
        yield file.fault(("prompt", 0), f"no prompt for week {_listed(missing)}.", "Every week has one.")


def cohort_prompts(file: TomlFile, sections: CohortSections) -> Iterator[Fault]:
    """Yield what is wrong with the questions for everybody."""
    seen: set[int] = set()
    for number, prompt in enumerate(sections.cohort_prompt):
        if prompt.week > sections.cohort.weeks:
            said = f"is not one of the weeks 1 to {sections.cohort.weeks}."
            yield file.fault(("cohort_prompt", number, "week"), said)
        if prompt.week in seen:
            yield file.fault(
                ("cohort_prompt", number, "week"), f"week {prompt.week} has a question for everybody already."
            )
        seen.add(prompt.week)
    if sections.cohort_prompt and "cohort" not in {channel.name for channel in sections.channel}:
        yield file.fault(("cohort_prompt", 0), "has no channel to go to.", "Add a [[channel]] with the name cohort.")


def goals(file: TomlFile, sections: CohortSections) -> Iterator[Fault]:
    """Yield the goals for a figure that has one already, and those that nothing of the file could reach."""
    seen: set[str] = set()
    for number, goal in enumerate(sections.goal):
        if goal.figure in seen:
            yield file.fault(("goal", number, "figure"), f"{goal.figure} has a goal already.", "Keep one.")
        if goal.figure == "modules_completed" and not sections.module:
            said = "nothing measures it: the file has no modules."
            yield file.fault(("goal", number, "figure"), said, "Add [[module]] tables, or take another figure.")
        if goal.figure == "sessions_attended" and not sections.sessions.enabled:
            said = "nothing measures it: pairs have no sessions."
            yield file.fault(("goal", number, "figure"), said, "Turn [sessions] on, or take another figure.")
        seen.add(goal.figure)


def surveys(file: TomlFile, sections: CohortSections) -> Iterator[Fault]:
    """Yield the surveys outside the cohort, and an end that asks something else than the baseline."""
    weeks = sections.cohort.weeks
    for number, survey in enumerate(sections.survey):
        if survey.week > weeks:
            yield file.fault(("survey", number, "week"), f"is not one of the weeks 1 to {weeks}.")
    before = {survey.questions for survey in sections.survey if survey.kind is SurveyKind.BASELINE}
    for number, survey in enumerate(sections.survey):
        if survey.kind is SurveyKind.END and before and survey.questions not in before:
            said = "the end does not ask what the baseline asked, so no change could be told."
            yield file.fault(("survey", number, "kind"), said, "Give both the same questions.")


def learning_checks(file: TomlFile, sections: CohortSections) -> Iterator[Fault]:
    """Yield the learning checks outside the cohort."""
    weeks = sections.cohort.weeks
    for number, check in enumerate(sections.learning_check):
        if check.week > weeks:
            yield file.fault(("learning_check", number, "week"), f"is not one of the weeks 1 to {weeks}.")


def dates(file: TomlFile, sections: CohortSections) -> Iterator[Fault]:
    """Yield the days outside the cohort, and holidays of groups there are not."""
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
    yield from _events(file, sections)
    invited = sections.cohort.onboarding_on
    if invited is not None and invited > last:
        yield file.fault(("cohort", "onboarding_on"), "is after the cohort's end.")


def _events(file: TomlFile, sections: CohortSections) -> Iterator[Fault]:
    first = sections.cohort.starts_on
    last = first + timedelta(weeks=sections.cohort.weeks, days=-1)
    for number, event in enumerate(sections.event):
        if not first <= event.at.nominal.date() <= last:
            yield file.fault(("event", number, "at"), f"is outside the cohort, {first} to {last}.")
        for said, remedy in event.at.faults(sections.cohort.timezone):
            yield file.fault(("event", number, "at"), said, remedy)
    if sections.event and "cohort" not in {channel.name for channel in sections.channel}:
        yield file.fault(("event", 0), "has no channel to be announced in.", "Add a [[channel]] with the name cohort.")


def rhythm(file: TomlFile, sections: CohortSections) -> Iterator[Fault]:
    """Yield what is out of order between two openings of the check-in."""
    times = sections.rhythm
    closes = _minutes_after(times.check_in_opens, times.check_in_closes)
    if _minutes_after(times.check_in_opens, times.check_in_reminder) >= closes:
        key = ("rhythm", "check_in_reminder" if "check_in_reminder" in times.model_fields_set else "check_in_closes")
        said = f"the reminder, {_said(times.check_in_reminder)}, does not come before the check-in closes."
        between = f"{_said(times.check_in_opens)} and {_said(times.check_in_closes)}"
        yield file.fault(key, said, f"It belongs between {between}.")


def ladder(file: TomlFile, sections: CohortSections) -> Iterator[Fault]:
    """Yield the steps after missed check-ins that come before a gentler one."""
    steps = ("ask_at", "draft_at", "case_at")
    for earlier, later in pairwise(steps):
        before, after = getattr(sections.ladder, earlier), getattr(sections.ladder, later)
        if after < before:
            key = later if later in sections.ladder.model_fields_set else earlier
            said = f"`{later}` is {after}, and `{earlier}`, the gentler step, is {before}."
            yield file.fault(("ladder", key), said, f"Make `{later}` at least {before}.")


def _minutes_after(start: Weekly, then: Weekly) -> int:
    """Return the minutes from one weekly time to the next of another, a whole week when they are the same."""
    week = 7 * 24 * 60
    return (_minute(then) - _minute(start)) % week or week


def _minute(weekly: Weekly) -> int:
    return (weekly.weekday * 24 + weekly.at.hour) * 60 + weekly.at.minute


def _said(weekly: Weekly) -> str:
    return f"{WEEKDAYS[weekly.weekday][:3]} {weekly.at:%H:%M}"


def _listed(weeks: Sequence[int]) -> str:
    return ", ".join(str(week) for week in weeks)
