"""A whole cohort file as people write it: which tables there are."""

from bot.cohort_file.deadlines import ExtensionsSection, MilestoneSection, ModuleSection, OfficeHourSection
from bot.cohort_file.mentoring import HubSection, TrainingSection
from bot.cohort_file.peers import ReviewsSection
from bot.cohort_file.people import (
    ChannelSection,
    GroupSection,
    GroupSizeSection,
    PairingSection,
    PersonSection,
    SimulateSection,
    SpaceSection,
)
from bot.cohort_file.safety import OnCallSection, RetentionSection, SafetySection, ServiceSection
from bot.cohort_file.surveys import LearningCheckSection, SurveySection, SurveysSection
from bot.cohort_file.weeks import (
    CohortPromptSection,
    CohortSection,
    EventSection,
    GoalSection,
    HolidaySection,
    LadderSection,
    NudgesSection,
    PhaseSection,
    PromptSection,
    RhythmSection,
    SessionsSection,
)
from bot.toml_sections import Section

_CHANNELS = (ChannelSection(name="cohort"), ChannelSection(name="help"))


class CohortSections(Section):
    """The whole file."""

    cohort: CohortSection
    rhythm: RhythmSection = RhythmSection()
    phase: tuple[PhaseSection, ...] = ()
    prompt: tuple[PromptSection, ...] = ()
    goal: tuple[GoalSection, ...] = ()
    cohort_prompt: tuple[CohortPromptSection, ...] = ()
    milestone: tuple[MilestoneSection, ...] = ()
    module: tuple[ModuleSection, ...] = ()
    extensions: ExtensionsSection = ExtensionsSection()
    office_hours: tuple[OfficeHourSection, ...] = ()
    reviews: tuple[ReviewsSection, ...] = ()
    holiday: tuple[HolidaySection, ...] = ()
    event: tuple[EventSection, ...] = ()
    nudges: NudgesSection = NudgesSection()
    ladder: LadderSection = LadderSection()
    sessions: SessionsSection = SessionsSection()
    training: TrainingSection | None = None
    hub: tuple[HubSection, ...] = ()
    surveys: SurveysSection = SurveysSection()
    survey: tuple[SurveySection, ...] = ()
    learning_check: tuple[LearningCheckSection, ...] = ()
    safety: SafetySection = SafetySection()
    service: tuple[ServiceSection, ...] = ()
    on_call: OnCallSection = OnCallSection()
    retention: RetentionSection = RetentionSection()
    person: tuple[PersonSection, ...] = ()
    group_size: GroupSizeSection = GroupSizeSection()
    group: tuple[GroupSection, ...] = ()
    channel: tuple[ChannelSection, ...] = _CHANNELS
    space: tuple[SpaceSection, ...] = ()
    pairing: tuple[PairingSection, ...] = ()
    simulate: SimulateSection = SimulateSection()
