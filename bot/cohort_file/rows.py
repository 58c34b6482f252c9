"""What a cohort file holds, once it has been read and checked."""

from dataclasses import dataclass, field
from datetime import date, datetime

from bot.domain.hub import HubKind
from bot.domain.members import Role
from bot.domain.plan import Plan
from bot.domain.schedule import QuietHours

PLATFORM, WORKSPACE = "local", "demo"
"""Where somebody lives whose file does not say: the workspace in the browser."""


@dataclass(frozen=True, slots=True)
class AccountRow:
    """A person as one platform knows them."""

    platform: str
    workspace: str
    id: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person; `id` is the handle everybody uses ("L09"). `quiet_hours` None: those of the cohort's rhythm.

    `knows_zone` and `knows_language`: whether the file said so; otherwise the cohort's stand in.
    """

    id: str
    name: str
    role: Role
    timezone: str
    country: str = ""
    language: str = "en"
    accounts: tuple[AccountRow, ...] = ()
    quiet_hours: QuietHours | None = None
    availability: str = ""
    stage: int = 0
    goals: str = ""
    style: str = ""
    format: str = "either"
    capacity: int = 4
    consented: bool = False
    shares_check_ins: bool = False
    alumnus: bool = False
    knows_zone: bool = True
    knows_language: bool = True


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One peer group with its channel; `members` are learners, `facilitator` a mentor ("": nobody yet)."""

    id: str
    name: str
    timezone: str
    members: tuple[str, ...]
    facilitator: str
    platform: str
    workspace: str
    channel: str
    purpose: str = ""
    peer_mentors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """A channel of the whole cohort, by its name in messages and scripts: cohort, help."""

    name: str
    platform: str
    workspace: str
    channel: str


@dataclass(frozen=True, slots=True)
class SpaceRow:
    """A space for people who share an experience; nobody is in it at first."""

    id: str
    name: str
    about: str
    platform: str
    workspace: str


@dataclass(frozen=True, slots=True)
class PairingRow:
    """A mentor and the learners they look after."""

    mentor: str
    learners: tuple[str, ...]
    link: str = ""


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event of the whole cohort; `at` is an instant."""

    title: str
    at: datetime
    minutes: int
    link: str = ""


@dataclass(frozen=True, slots=True)
class HubRow:
    """One thing in the hub; `owner` is a handle."""

    title: str
    kind: HubKind
    text: str
    link: str
    owner: str
    review_on: date


@dataclass(frozen=True, slots=True)
class Rates:
    """How people behave in a rehearsal without a script: shares between 0 and 1."""

    consent_rate: float = 1.0
    answer_rate: float = 0.7
    answer_after_reminder_rate: float = 0.5
    one_tap_rate: float = 0.6
    help_rate: float = 0.03
    post_rate: float = 0.5
    send_draft_rate: float = 0.9
    choose_rate: float = 0.9
    attend_rate: float = 0.85
    acknowledge_rate: float = 0.9
    review_rate: float = 0.85
    survey_rate: float = 0.75
    train_rate: float = 1.0


@dataclass(frozen=True, slots=True)
class CohortFile:
    """Everything a cohort starts from. `warnings` are sentences that block nothing."""

    source: str
    handle: str
    name: str
    timezone: str
    starts_on: date
    weeks: int
    language: str
    plan: Plan
    people: tuple[PersonRow, ...]
    groups: tuple[GroupRow, ...]
    channels: tuple[ChannelRow, ...]
    pairings: tuple[PairingRow, ...]
    events: tuple[EventRow, ...] = ()
    hub: tuple[HubRow, ...] = ()
    spaces: tuple[SpaceRow, ...] = ()
    simulate: Rates = field(default_factory=Rates)
    warnings: tuple[str, ...] = ()

    def person(self, handle: str) -> PersonRow | None:
        """Return somebody by their id."""
        return next((person for person in self.people if person.id == handle), None)
