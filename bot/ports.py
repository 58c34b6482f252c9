"""The three ports: Storage (with its repositories), Messenger (one card to one address), Clock."""

from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from bot.deliveries import Delivery, DeliveryState, NewDelivery, Settle, Target, TargetKind, Timer
from bot.repositories import (
    AbsenceRepository,
    AimsRepository,
    AllowanceRepository,
    AuditRepository,
    BookingRepository,
    CaseRepository,
    CheckInRepository,
    CohortRepository,
    DoubtRepository,
    DraftRepository,
    ExtensionRepository,
    FactRepository,
    FeedRepository,
    GatheringRepository,
    GroupDraftRepository,
    GroupRepository,
    HostRepository,
    HubRepository,
    InboxRepository,
    KudosRepository,
    LeaseRepository,
    MemberRepository,
    MoveRepository,
    NormRepository,
    NudgeRepository,
    OutboxRepository,
    PairingRepository,
    PairProposalRepository,
    ParticipationRepository,
    PlaceRepository,
    ProblemRepository,
    RetentionRepository,
    ReviewRepository,
    SecretRepository,
    SessionRepository,
    SomeRepository,
    SpaceRepository,
    Spot,
    StuckRepository,
    SurveyRepository,
    TallyRepository,
    TimerRepository,
    TopicRepository,
    TrainingRepository,
    TraitsRepository,
    VisitRepository,
)


class Clock(Protocol):
    """The time, as an object, so that it can be simulated."""

    def now(self) -> datetime:
        """Return the present moment, aware, UTC."""


class Messenger(Protocol):
    """One card to one address of one platform. Cut every call at 15 s; raise only TryLater, Undeliverable, Unknown.

    Sends once for one call: the client library's own retries are off. Every attempt carries the delivery's `id` where
    the platform knows it again, as Discord's enforced nonce, in Slack's metadata, as a mail's Message-ID; `find` looks
    for it. Refused for certain is TryLater or Undeliverable; a timeout, a cut connection, any 5xx is Unknown.
    `settle`: how soon after an attempt the platform's history can be believed (it may store late; usually 30 s).
    """

    settle: Settle

    async def send(self, delivery: Delivery) -> str:
        """Post (or change, for a revision) the card; return the platform's id of the message.

        A change may be made twice: it is repeated without a look at the history.
        """

    async def find(self, delivery: Delivery) -> str | None:
        """Look for an earlier attempt of this delivery in the platform's history; None when it surely never arrived.

        Raises TryLater when the history cannot be read now.
        """


class Tx(Protocol):
    """One transaction: its repositories. Committed when the block ends, rolled back when it raises."""

    cohorts: CohortRepository
    members: MemberRepository
    groups: GroupRepository
    places: PlaceRepository
    pairings: PairingRepository
    absences: AbsenceRepository
    check_ins: CheckInRepository
    nudges: NudgeRepository
    cases: CaseRepository
    drafts: DraftRepository
    sessions: SessionRepository
    surveys: SurveyRepository
    extensions: ExtensionRepository
    bookings: BookingRepository
    moves: MoveRepository
    traits: TraitsRepository
    trainings: TrainingRepository
    pair_proposals: PairProposalRepository
    hub: HubRepository
    aims: AimsRepository
    norms: NormRepository
    spaces: SpaceRepository
    topics: TopicRepository
    group_drafts: GroupDraftRepository
    gatherings: GatheringRepository
    reviews: ReviewRepository
    hosts: HostRepository
    kudos: KudosRepository
    problems: ProblemRepository
    participations: ParticipationRepository
    timers: TimerRepository
    outbox: OutboxRepository
    doubts: DoubtRepository
    leases: LeaseRepository
    facts: FactRepository
    secrets: SecretRepository
    inbox: InboxRepository
    stuck: StuckRepository
    retention: RetentionRepository
    visits: VisitRepository
    feeds: FeedRepository
    audit: AuditRepository
    allowances: AllowanceRepository
    tallies: TallyRepository
    some: SomeRepository

    async def lookup_version(self) -> int:
        """The version of what this snapshot sees of members, accounts, cohorts, channels and topics.

        Two snapshots with the same version see the same of them; a version never comes again.
        """


class Storage(Protocol):
    """Where everything is kept."""

    @property
    def version(self) -> int | None:
        """A number that every transaction changes; None where others write to the same database."""

    def transaction(self) -> AbstractAsyncContextManager[Tx]:
        """The one way to write. SQLite: BEGIN IMMEDIATE on the single writer; others wait their turn."""

    def snapshot(self) -> AbstractAsyncContextManager[Tx]:
        """Read without queueing behind the writer; writing through it fails."""

    async def keep_up(self) -> int:
        """Write what everybody at work on the database reads by now; return how many older rows were put right."""


__all__ = [
    "Clock",
    "Delivery",
    "DeliveryState",
    "Messenger",
    "NewDelivery",
    "Settle",
    "Spot",
    "Storage",
    "Target",
    "TargetKind",
    "Timer",
    "Tx",
]
