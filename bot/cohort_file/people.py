"""The tables of people, groups and pairs, as people write them.

The docstring of a key is its line in `docs/cohort-file.md`.
"""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from bot.cohort_file.rows import PLATFORM, WORKSPACE, AccountRow, Rates
from bot.cohort_file.words import Country, Language, Line, Link, Name, Text
from bot.domain.members import MeetingFormat, Role
from bot.domain.schedule import QuietHours
from bot.toml_fields import Availability, Handle, Zone, one_of, parsed
from bot.toml_sections import Section

Rate = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]


class Platform(StrEnum):
    """Where a group or an account lives."""

    LOCAL = "local"
    DISCORD = "discord"
    SLACK = "slack"


def _account(text: str) -> AccountRow:
    parts = text.split(":")
    if len(parts) != 3 or not all(parts) or parts[0] not in list(Platform):
        raise ValueError(f'"{text}" is not an account like "local:demo:L01": platform, workspace, id')
    return AccountRow(*parts)


class PersonSection(Section):
    """`[[person]]`: a learner, mentor or coordinator."""

    id: Handle
    """The short id used everywhere in this file and in scripts, like L01."""
    name: Name
    """The name people read."""
    role: Annotated[Role, one_of(Role)]
    """`learner`, `mentor` or `coordinator`."""
    timezone: Zone = ""
    """The person's own zone; left out: that of their Slack profile, else they are asked; the cohort's until then."""
    country: Country = ""
    """For helplines, two capital letters; never guessed from the zone."""
    language: Language = ""
    """The language they read; left out: the one of their Slack profile, else the cohort's."""
    accounts: tuple[Annotated[AccountRow, parsed(_account)], ...] = ()
    """Where they are, as "platform:workspace:id", the preferred one first. Left out: the workspace in the browser."""
    quiet_hours: Annotated[QuietHours | None, parsed(QuietHours.parse)] = None
    """Their own quiet hours, like "21:00-08:00"; left out: those of `[rhythm]`."""
    availability: Availability = ""
    """When they can meet, on their own clock, like "Mon 18:00-20:00;Thu 12:00-13:30"."""
    stage: Annotated[int, Field(ge=0, le=1000)] = 0
    """The module they are at."""
    goals: Text = ""
    """What they want to reach."""
    style: Line = ""
    """How they like to work with somebody, one word."""
    format: Annotated[MeetingFormat, one_of(MeetingFormat)] = MeetingFormat.EITHER
    """`video`, `chat` or `either`."""
    capacity: Annotated[int, Field(ge=0, le=30)] = 4
    """Mentors: how many learners they can look after."""
    consented: bool = False
    """Whether they already agreed to take part; otherwise they are invited."""
    shares_check_ins: bool = False
    """Learners: whether their mentor may read their check-ins."""
    alumnus: bool = False
    """Whether they were a learner in an earlier cohort."""


class GroupSizeSection(Section):
    """`[group_size]`: how many learners a group may have."""

    min: Annotated[int, Field(ge=1, le=50)] = 3
    """Fewest learners in a group."""
    max: Annotated[int, Field(ge=1, le=50)] = 6
    """Most learners in a group."""


class GroupSection(Section):
    """`[[group]]`: a small group that stays together."""

    id: Handle
    """The short id; `#id` in scripts."""
    name: Name
    """The name people read."""
    timezone: Zone
    """The clock of the group's channel."""
    members: tuple[str, ...]
    """The learners in it; every learner is in one group."""
    facilitator: str = ""
    """The mentor who looks after the group."""
    platform: Annotated[Platform, one_of(Platform)] = Platform(PLATFORM)
    """Where its channel is: `local`, `discord` or `slack`."""
    workspace: Name = WORKSPACE
    """The platform's id of the server or workspace."""
    channel: Line = ""
    """The platform's id of the channel; left out, the bot makes one."""
    purpose: Text = ""
    """What the group is for, shown to its members."""
    peer_mentors: tuple[str, ...] = ()
    """Mentors and alumni who are there for the group besides its facilitator."""


class ChannelSection(Section):
    """`[[channel]]`: a channel of the whole cohort; left out: `cohort` and `help` in the workspace in the browser."""

    name: Handle
    """`cohort`, `help`, or another name."""
    platform: Annotated[Platform, one_of(Platform)] = Platform(PLATFORM)
    """Where it is: `local`, `discord` or `slack`."""
    workspace: Name = WORKSPACE
    """The platform's id of the server or workspace."""
    channel: Line = ""
    """The platform's id of the channel; left out, the bot makes one."""


class SpaceSection(Section):
    """`[[space]]`: a space for people who share an experience; opt-in, and only who is inside knows who is."""

    id: Handle
    """The short id, like women."""
    name: Name
    """The name people read, like Women in the cohort."""
    about: Line = ""
    """Whom it is for, in one line, shown to everybody."""
    platform: Annotated[Platform, one_of(Platform)] = Platform(PLATFORM)
    """Where its channel is: `local`, `discord` or `slack`; the bot makes it."""
    workspace: Name = WORKSPACE
    """The platform's id of the server or workspace."""


class PairingSection(Section):
    """`[[pairing]]`: a mentor and their learners."""

    mentor: str
    """The mentor's id."""
    learners: tuple[str, ...]
    """The learners' ids; no more than the mentor's capacity, each learner with one mentor."""
    link: Link = ""
    """Where they meet, like "https://meet.example.org/sofia"; left out: the mentor says where."""


_RATES = Rates()


class SimulateSection(Section):
    """`[simulate]`: how people behave in a rehearsal without a script, as shares between 0 and 1."""

    consent_rate: Rate = _RATES.consent_rate
    """Who answers the invitation with Start."""
    answer_rate: Rate = _RATES.answer_rate
    """Check-ins answered before the reminder."""
    answer_after_reminder_rate: Rate = _RATES.answer_after_reminder_rate
    """Check-ins answered after the reminder, of those still open."""
    one_tap_rate: Rate = _RATES.one_tap_rate
    """One-tap questions answered."""
    help_rate: Rate = _RATES.help_rate
    """Check-in answers that ask for help."""
    post_rate: Rate = _RATES.post_rate
    """Learners who write in their group in a week."""
    send_draft_rate: Rate = _RATES.send_draft_rate
    """Drafts that mentors send within a day."""
    choose_rate: Rate = _RATES.choose_rate
    """Learners who choose a time for their next session."""
    attend_rate: Rate = _RATES.attend_rate
    """Sessions that take place, of those planned."""
    acknowledge_rate: Rate = _RATES.acknowledge_rate
    """Alerts that the first coordinator takes in time."""
    review_rate: Rate = _RATES.review_rate
    """Peer reviews written, of those handed out."""
    survey_rate: Rate = _RATES.survey_rate
    """Surveys answered, of those sent."""
    train_rate: Rate = _RATES.train_rate
    """Mentors who finish the training when they are asked; once all have, a coordinator publishes the pairs."""
