"""From a file's tables to what the core uses: read, check, convert."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from bot.cohort_file import checks
from bot.cohort_file.deadlines import OfficeHourSection
from bot.cohort_file.people import ChannelSection, GroupSection, PersonSection
from bot.cohort_file.rows import (
    PLATFORM,
    WORKSPACE,
    AccountRow,
    ChannelRow,
    CohortFile,
    EventRow,
    GroupRow,
    HubRow,
    PairingRow,
    PersonRow,
    Rates,
    SpaceRow,
)
from bot.cohort_file.safety import OnCallSection, SafetySection, SeveritySection
from bot.cohort_file.sections import CohortSections
from bot.cohort_file.weeks import CohortSection
from bot.domain.deadlines import ExtensionPolicy, Milestone, Module, OfficeHour, ReviewRound
from bot.domain.on_call import OnCall, Override
from bot.domain.plan import (
    DEFAULT_PHASES,
    CheckInLadder,
    CohortPrompt,
    Goal,
    GroupSize,
    Holiday,
    NudgePolicy,
    Phase,
    Plan,
    Prompt,
    Retention,
    Rhythm,
    Sessions,
)
from bot.domain.services import Service
from bot.domain.severities import Safety, SeverityPolicy, default_severities
from bot.domain.signals.severity import Severity
from bot.domain.surveys import QuizQuestion, SurveyKind, SurveyPlan, Surveys
from bot.domain.training import Training
from bot.errors import BadInput, Fault
from bot.prompts import library_of
from bot.toml_file import TomlFile, read_toml
from bot.toml_sections import Section, model_faults, sound_part


def load_cohort(path: Path) -> CohortFile:
    """Read a cohort file; BadInput tells every fault at once, with its line."""
    return cohort_from(read_toml(path))


def load_cohorts(paths: Iterable[Path]) -> tuple[CohortFile, ...]:
    """Read the cohorts of one configuration; BadInput tells the faults of all of them, and a handle two share."""
    cohorts: list[CohortFile] = []
    faults: list[Fault] = []
    for path in paths:
        try:
            file = read_toml(path)
            cohort = cohort_from(file)
        except BadInput as problem:
            faults += problem.faults
            continue
        for other in cohorts:
            if other.handle.casefold() == cohort.handle.casefold():
                said = f"{cohort.handle} is the handle of {other.source} already."
                faults.append(file.fault(("cohort", "handle"), said, "Every cohort has its own."))
        cohorts.append(cohort)
    if faults:
        raise BadInput(faults)
    return tuple(cohorts)


def cohort_from(file: TomlFile) -> CohortFile:
    """Check what was read and return the cohort; BadInput tells every fault at once, with its line."""
    sections = _checked(file)
    cohort = sections.cohort
    return CohortFile(
        source=file.source,
        handle=cohort.handle,
        name=cohort.name,
        timezone=cohort.timezone,
        starts_on=cohort.starts_on,
        weeks=cohort.weeks,
        language=cohort.language,
        plan=_plan(sections, _prompts(file, sections)),
        people=tuple(_person(person, cohort) for person in sections.person),
        groups=tuple(_group(group) for group in sections.group),
        channels=tuple(_channel(channel) for channel in sections.channel),
        pairings=tuple(PairingRow(**_keys(pairing)) for pairing in sections.pairing),
        events=tuple(EventRow(e.title, e.at.moment(cohort.timezone), e.minutes, e.link) for e in sections.event),
        hub=tuple(HubRow(**_keys(item)) for item in sections.hub),
        spaces=tuple(SpaceRow(**_keys(space) | {"platform": str(space.platform)}) for space in sections.space),
        simulate=Rates(**_keys(sections.simulate)),
        warnings=checks.warnings(sections),
    )


_STAND_INS = {
    "cohort": {"handle": "cohort", "name": "cohort", "timezone": "UTC", "starts_on": date(2001, 1, 1), "weeks": 1},
    "handle": "cohort",
    "name": "guide",
    "theme": "theme",
    "timezone": "UTC",
    "starts_on": date(2001, 1, 1),
    "onboarding_on": None,
    "weeks": 1,
    "nudges_per_week": 0,
    "capacity": 30,
}
"""What stands for a wrong value while the rest is looked at: nothing follows from it. `name` is also a phase's."""


def _checked(file: TomlFile) -> CohortSections:
    faults = model_faults(file, CohortSections)
    sections, unsound = sound_part(file, CohortSections, checks.NEEDED, _STAND_INS)
    if sections is not None:
        faults += checks.faults(file, sections, unsound)
    if faults or sections is None:
        raise BadInput(sorted(faults, key=lambda fault: fault.line))
    return sections


def _prompts(file: TomlFile, sections: CohortSections) -> tuple[Prompt, ...]:
    """Return the question of every week: the file's own, else the library's; its last theme is for the last week."""
    own = _own(sections)
    name, weeks = sections.cohort.prompt_library, range(1, sections.cohort.weeks + 1)
    if not name:
        return tuple(own[week] for week in sorted(own))
    themes = library_of(name, Path(file.source), sections.cohort.language)
    if len(themes) < len(weeks) and any(week not in own for week in weeks):
        said = f"has {len(themes)} themes, and the cohort has {len(weeks)} weeks."
        raise BadInput([file.fault(("cohort", "prompt_library"), said, "Write the other weeks as `[[prompt]]`.")])
    return tuple(own.get(week) or _of_library(themes, week, len(weeks)) for week in weeks)


def _own(sections: CohortSections) -> dict[int, Prompt]:
    """Return the file's own question of each week, with the others of that week in it."""
    every = [
        Prompt(**_keys(row) | {"interests": frozenset(word.casefold() for word in row.interests)})
        for row in sections.prompt
    ]
    usual = {prompt.week: prompt for prompt in every if not prompt.interests}
    for week, prompt in usual.items():
        others = [other for other in every if other.week == week and other.interests]
        usual[week] = replace(prompt, others=tuple(replace(each, number=n) for n, each in enumerate(others, 1)))
    return usual


def _of_library(themes: tuple[Prompt, ...], week: int, weeks: int) -> Prompt:
    return replace(themes[-1] if week == weeks else themes[week - 1], week=week)


def _plan(sections: CohortSections, prompts: tuple[Prompt, ...]) -> Plan:
    cohort = sections.cohort
    phases = tuple(Phase(str(phase.name), phase.weeks[0], phase.nudges_per_week) for phase in sections.phase)
    return Plan(
        rhythm=Rhythm(**_keys(sections.rhythm)),
        phases=tuple(sorted(phases, key=lambda phase: phase.from_week)) or DEFAULT_PHASES,
        prompts=prompts,
        measured_goals=tuple(Goal(str(goal.figure), goal.target, goal.name) for goal in sections.goal),
        cohort_prompts=tuple(CohortPrompt(**_keys(prompt)) for prompt in sections.cohort_prompt),
        milestones=tuple(Milestone(m.name, m.due_on, m.main, m.remind_days) for m in sections.milestone),
        modules=tuple(Module(**_keys(module)) for module in sections.module),
        extensions=ExtensionPolicy(**_keys(sections.extensions)),
        office_hours=tuple(_office_hour(hour, sections) for hour in sections.office_hours),
        reviews=tuple(ReviewRound(**_keys(round_)) for round_ in sections.reviews),
        holidays=tuple(Holiday(**_keys(holiday)) for holiday in sections.holiday),
        nudges=NudgePolicy(**_keys(sections.nudges)),
        ladder=CheckInLadder(**_keys(sections.ladder)),
        sessions=Sessions(**_keys(sections.sessions)),
        surveys=_surveys(sections),
        safety=_safety(sections.safety),
        on_call=_on_call(sections.on_call, cohort.timezone),
        retention=Retention(**_keys(sections.retention)),
        group_size=GroupSize(**_keys(sections.group_size)),
        onboarding_on=cohort.onboarding_on,
        goals=cohort.goals,
        time_per_week=cohort.time_per_week,
        mentor_time_per_week=cohort.mentor_time_per_week,
        help_contact=cohort.help_contact,
        services=tuple(Service(**_keys(service)) for service in sections.service),
        training=_training(sections),
    )


def _surveys(sections: CohortSections) -> Surveys:
    planned = tuple(SurveyPlan(**_keys(survey)) for survey in sections.survey)
    quizzes = tuple(
        SurveyPlan(
            SurveyKind.QUIZ,
            check.week,
            check.opens,
            check.closes,
            quiz=tuple(QuizQuestion(**_keys(question)) for question in check.question),
        )
        for check in sections.learning_check
    )
    return Surveys(sections.surveys.enabled, planned, quizzes)


def _training(sections: CohortSections) -> Training | None:
    section, zone = sections.training, sections.cohort.timezone
    if section is None:
        return None
    times = {"at": section.at, "refresher": section.refresher}
    return Training(**_keys(section) | {name: at and at.moment(zone) for name, at in times.items()})


def _keys(section: Section) -> dict[str, Any]:
    # Sections mirror the domain's dataclasses key by key; a difference fails in the constructor and in mypy's stead.
    return dict(section)


def _office_hour(section: OfficeHourSection, sections: CohortSections) -> OfficeHour:
    zone = next((one.timezone for one in sections.person if one.id == section.host), "") or sections.cohort.timezone
    at = section.at.moment(zone)
    return OfficeHour(section.host, at, section.minutes, section.places, section.before, section.link)


def _safety(section: SafetySection) -> Safety:
    defaults = default_severities()
    severities = {
        severity: severity_policy(getattr(section.severity, severity), defaults[severity]) for severity in Severity
    }
    return Safety(section.scan, section.languages, section.outside, severities)


def severity_policy(section: SeveritySection, default: SeverityPolicy) -> SeverityPolicy:
    """Return a severity's policy: the default with what the file changes."""
    return replace(default, **{name: getattr(section, name) for name in section.model_fields_set})


def _on_call(section: OnCallSection, zone: str) -> OnCall:
    overrides = [Override(o.who, o.from_.moment(zone), o.until.moment(zone)) for o in section.override]
    return OnCall(section.rotation, tuple(overrides))


def _person(section: PersonSection, cohort: CohortSection) -> PersonRow:
    stood_in = {
        "timezone": section.timezone or cohort.timezone,
        "language": section.language or cohort.language,
        "knows_zone": bool(section.timezone),
        "knows_language": bool(section.language),
        "accounts": section.accounts or (AccountRow(PLATFORM, WORKSPACE, section.id),),
        "format": str(section.format),
    }
    return PersonRow(**_keys(section) | stood_in)


def _group(section: GroupSection) -> GroupRow:
    return GroupRow(
        **_keys(section) | {"platform": str(section.platform), "channel": section.channel or f"#{section.id}"}
    )


def _channel(section: ChannelSection) -> ChannelRow:
    return ChannelRow(
        **_keys(section) | {"platform": str(section.platform), "channel": section.channel or f"#{section.name}"}
    )
