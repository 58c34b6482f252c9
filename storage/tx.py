"""One transaction: every repository over the same connection."""

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.repositories import (
    AbsenceRepository,
    AimsRepository,
    AuditRepository,
    BookingRepository,
    CaseRepository,
    CheckInRepository,
    CohortRepository,
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
    SpaceRepository,
    StuckRepository,
    SurveyRepository,
    TimerRepository,
    TrainingRepository,
    TraitsRepository,
    VisitRepository,
)
from storage.absences import SqlAbsences
from storage.aims import SqlAims
from storage.audit import SqlAudit
from storage.bookings import SqlBookings
from storage.cases import SqlCases
from storage.check_ins import SqlCheckIns
from storage.cohorts import SqlCohorts
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
from storage.spaces import SqlSpaces
from storage.stuck import SqlStuck
from storage.surveys import SqlSurveys
from storage.timers import SqlTimers
from storage.trainings import SqlTrainings
from storage.traits import SqlTraits
from storage.vault import Texts, Vault
from storage.visits import SqlVisits


class SqlTx:
    """The repositories of one transaction or snapshot. `texts` seals personal text and forgets its keys."""

    def __init__(self, connection: AsyncConnection, vault: Vault, *, is_read_only: bool = False) -> None:
        self._session = session = Session(connection, is_read_only=is_read_only)
        self.texts = Texts(session, vault)
        self._audit = SqlAudit(session)
        self.cohorts: CohortRepository = SqlCohorts(session)
        self.members: MemberRepository = SqlMembers(session)
        self.groups: GroupRepository = SqlGroups(session)
        self.places: PlaceRepository = SqlPlaces(session)
        self.pairings: PairingRepository = SqlPairings(session)
        self.absences: AbsenceRepository = SqlAbsences(session)
        self.check_ins: CheckInRepository = SqlCheckIns(session, self.texts)
        self.nudges: NudgeRepository = SqlNudges(session)
        self.cases: CaseRepository = SqlCases(session, self.texts)
        self.drafts: DraftRepository = SqlDrafts(session, self.texts)
        self.sessions: SessionRepository = SqlSessions(session, self.texts)
        self.surveys: SurveyRepository = SqlSurveys(session, self.texts)
        self.extensions: ExtensionRepository = SqlExtensions(session, self.texts)
        self.bookings: BookingRepository = SqlBookings(session)
        self.moves: MoveRepository = SqlMoves(session)
        self.traits: TraitsRepository = SqlTraits(session)
        self.trainings: TrainingRepository = SqlTrainings(session)
        self.pair_proposals: PairProposalRepository = SqlPairProposals(session)
        self.hub: HubRepository = SqlHub(session)
        self.aims: AimsRepository = SqlAims(session, self.texts)
        self.norms: NormRepository = SqlNorms(session, self.texts)
        self.spaces: SpaceRepository = SqlSpaces(session)
        self.group_drafts: GroupDraftRepository = SqlGroupDrafts(session)
        self.gatherings: GatheringRepository = SqlGatherings(session)
        self.reviews: ReviewRepository = SqlReviews(session)
        self.hosts: HostRepository = SqlHosts(session)
        self.kudos: KudosRepository = SqlKudos(session, self.texts)
        self.problems: ProblemRepository = SqlProblems(session, self.texts)
        self.participations: ParticipationRepository = SqlParticipations(session)
        self.timers: TimerRepository = SqlTimers(session)
        self.outbox: OutboxRepository = SqlOutbox(session)
        self.leases: LeaseRepository = SqlLeases(session)
        self.facts: FactRepository = SqlFacts(session)
        self.secrets: SecretRepository = SqlSecrets(session, vault)
        self.inbox: InboxRepository = SqlInbox(session)
        self.stuck: StuckRepository = SqlStuck(session)
        self._retention = SqlRetention(session, self.texts)
        self.retention: RetentionRepository = self._retention
        self.visits: VisitRepository = SqlVisits(session)
        self.feeds: FeedRepository = SqlFeeds(session)
        self.audit: AuditRepository = self._audit

    @property
    def erased(self) -> Erased:
        """What this transaction put on the list of erasures."""
        return self._retention.listed

    async def complete(self) -> None:
        """Store what was kept back for the end; call it right before the commit."""
        await self._audit.flush()
        if self._session.tells and self._session.dialect == "postgresql":
            await self._session.row(TELL)
