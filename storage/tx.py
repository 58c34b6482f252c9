"""One transaction: every repository over the same connection."""

from collections.abc import Callable
from functools import cached_property
from operator import attrgetter
from typing import Any, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

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
    StuckRepository,
    SurveyRepository,
    TallyRepository,
    TimerRepository,
    TopicRepository,
    TrainingRepository,
    TraitsRepository,
    VisitRepository,
)
from storage.absences import SqlAbsences
from storage.aims import SqlAims
from storage.allowances import SqlAllowances
from storage.audit import SqlAudit
from storage.bookings import SqlBookings
from storage.cases import SqlCases
from storage.check_ins import SqlCheckIns
from storage.cohorts import SqlCohorts
from storage.doubts import SqlDoubts
from storage.drafts import SqlDrafts
from storage.erasure_file import Erased
from storage.extensions import SqlExtensions
from storage.facts import SqlFacts
from storage.feeds import SqlFeeds
from storage.gatherings import SqlGatherings
from storage.group_drafts import SqlGroupDrafts
from storage.groups import SqlGroups
from storage.hosts import SqlHosts
from storage.hub import SqlHub
from storage.inbox import SqlInbox
from storage.kudos import SqlKudos
from storage.leases import SqlLeases
from storage.members import SqlMembers
from storage.moves import SqlMoves
from storage.norms import SqlNorms
from storage.notebook import LOOKUP_VERSION
from storage.nudges import SqlNudges
from storage.outbox import SqlOutbox
from storage.pair_proposals import SqlPairProposals
from storage.pairings import SqlPairings
from storage.participations import SqlParticipations
from storage.places import SqlPlaces
from storage.postgres import TELL
from storage.problems import SqlProblems
from storage.retention import SqlRetention
from storage.reviews import SqlReviews
from storage.secrets import SqlSecrets
from storage.session import Session
from storage.sessions import SqlSessions
from storage.some import SqlSome
from storage.spaces import SqlSpaces
from storage.stuck import SqlStuck
from storage.surveys import SqlSurveys
from storage.tallies import SqlTallies
from storage.timers import SqlTimers
from storage.topics import SqlTopics
from storage.trainings import SqlTrainings
from storage.traits import SqlTraits
from storage.vault import Texts, Vault
from storage.visits import SqlVisits

T = TypeVar("T")
_texts = attrgetter("texts")
_vault = attrgetter("vault")


def _of(make: Callable[..., T], *more: Callable[["SqlTx"], Any]) -> "cached_property[T]":
    """Return an attribute whose repository is made when it is first asked for: a transaction wants five of fifty."""
    return cached_property(lambda tx: make(tx._session, *(of(tx) for of in more)))


class SqlTx:
    """The repositories of one transaction or snapshot. `texts` seals personal text and forgets its keys."""

    cohorts: cached_property[CohortRepository] = _of(SqlCohorts)
    members: cached_property[MemberRepository] = _of(SqlMembers)
    groups: cached_property[GroupRepository] = _of(SqlGroups)
    places: cached_property[PlaceRepository] = _of(SqlPlaces)
    pairings: cached_property[PairingRepository] = _of(SqlPairings)
    absences: cached_property[AbsenceRepository] = _of(SqlAbsences)
    check_ins: cached_property[CheckInRepository] = _of(SqlCheckIns, _texts)
    nudges: cached_property[NudgeRepository] = _of(SqlNudges)
    cases: cached_property[CaseRepository] = _of(SqlCases, _texts)
    drafts: cached_property[DraftRepository] = _of(SqlDrafts, _texts)
    sessions: cached_property[SessionRepository] = _of(SqlSessions, _texts)
    surveys: cached_property[SurveyRepository] = _of(SqlSurveys, _texts)
    extensions: cached_property[ExtensionRepository] = _of(SqlExtensions, _texts)
    bookings: cached_property[BookingRepository] = _of(SqlBookings)
    moves: cached_property[MoveRepository] = _of(SqlMoves)
    traits: cached_property[TraitsRepository] = _of(SqlTraits)
    trainings: cached_property[TrainingRepository] = _of(SqlTrainings)
    pair_proposals: cached_property[PairProposalRepository] = _of(SqlPairProposals)
    hub: cached_property[HubRepository] = _of(SqlHub)
    aims: cached_property[AimsRepository] = _of(SqlAims, _texts)
    norms: cached_property[NormRepository] = _of(SqlNorms, _texts)
    spaces: cached_property[SpaceRepository] = _of(SqlSpaces)
    topics: cached_property[TopicRepository] = _of(SqlTopics)
    group_drafts: cached_property[GroupDraftRepository] = _of(SqlGroupDrafts)
    gatherings: cached_property[GatheringRepository] = _of(SqlGatherings)
    reviews: cached_property[ReviewRepository] = _of(SqlReviews)
    hosts: cached_property[HostRepository] = _of(SqlHosts)
    kudos: cached_property[KudosRepository] = _of(SqlKudos, _texts)
    problems: cached_property[ProblemRepository] = _of(SqlProblems, _texts)
    participations: cached_property[ParticipationRepository] = _of(SqlParticipations)
    timers: cached_property[TimerRepository] = _of(SqlTimers)
    outbox: cached_property[OutboxRepository] = _of(SqlOutbox, _vault)
    doubts: cached_property[DoubtRepository] = _of(SqlDoubts, _vault)
    leases: cached_property[LeaseRepository] = _of(SqlLeases)
    facts: cached_property[FactRepository] = _of(SqlFacts)
    secrets: cached_property[SecretRepository] = _of(SqlSecrets, _vault)
    inbox: cached_property[InboxRepository] = _of(SqlInbox)
    stuck: cached_property[StuckRepository] = _of(SqlStuck)
    visits: cached_property[VisitRepository] = _of(SqlVisits)
    feeds: cached_property[FeedRepository] = _of(SqlFeeds)
    allowances: cached_property[AllowanceRepository] = _of(SqlAllowances, _texts)
    tallies: cached_property[TallyRepository] = _of(SqlTallies)
    some: cached_property[SomeRepository] = _of(SqlSome)

    def __init__(
        self, connection: AsyncConnection, vault: Vault, written: int = 0, *, is_read_only: bool = False
    ) -> None:
        self._session = session = Session(connection, is_read_only=is_read_only)
        self._written = written
        self.vault, self.texts = vault, Texts(session, vault)
        self._audit = SqlAudit(session)
        self.audit: AuditRepository = self._audit
        self._retention = SqlRetention(session, self.texts, vault)
        self.retention: RetentionRepository = self._retention

    async def lookup_version(self) -> int:
        """See the port. On SQLite it is the number of transactions that were written before this one began."""
        if self._session.dialect == "sqlite":
            return self._written
        return int(await self._session.scalar(LOOKUP_VERSION))

    @property
    def erased(self) -> Erased:
        """What this transaction put on the list of erasures."""
        return self._retention.listed

    async def complete(self) -> None:
        """Store what was kept back for the end; call it right before the commit."""
        await self._audit.flush()
        if self._session.tells and self._session.dialect == "postgresql":
            await self._session.row(TELL)
