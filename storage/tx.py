"""One transaction: every repository over the same connection."""

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.repositories import (
    AbsenceRepository,
    AuditRepository,
    CaseRepository,
    CheckInRepository,
    CohortRepository,
    DraftRepository,
    FactRepository,
    GroupRepository,
    InboxRepository,
    MemberRepository,
    NudgeRepository,
    OutboxRepository,
    PairingRepository,
    ParticipationRepository,
    PlaceRepository,
    RetentionRepository,
    SecretRepository,
    SessionRepository,
    TimerRepository,
)
from storage.absences import SqlAbsences
from storage.audit import SqlAudit
from storage.cases import SqlCases
from storage.check_ins import SqlCheckIns
from storage.cohorts import SqlCohorts
from storage.drafts import SqlDrafts
from storage.erasure_file import Erased
from storage.facts import SqlFacts
from storage.groups import SqlGroups
from storage.inbox import SqlInbox
from storage.members import SqlMembers
from storage.nudges import SqlNudges
from storage.outbox import SqlOutbox
from storage.pairings import SqlPairings
from storage.participations import SqlParticipations
from storage.places import SqlPlaces
from storage.retention import SqlRetention
from storage.secrets import SqlSecrets
from storage.session import Session
from storage.sessions import SqlSessions
from storage.timers import SqlTimers
from storage.vault import Texts, Vault


class SqlTx:
    """The repositories of one transaction or snapshot. `texts` seals personal text and forgets its keys."""

    def __init__(self, connection: AsyncConnection, vault: Vault, *, is_read_only: bool = False) -> None:
        session = Session(connection, is_read_only=is_read_only)
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
        self.participations: ParticipationRepository = SqlParticipations(session)
        self.timers: TimerRepository = SqlTimers(session)
        self.outbox: OutboxRepository = SqlOutbox(session)
        self.facts: FactRepository = SqlFacts(session)
        self.secrets: SecretRepository = SqlSecrets(session, vault)
        self.inbox: InboxRepository = SqlInbox(session)
        self._retention = SqlRetention(session, self.texts)
        self.retention: RetentionRepository = self._retention
        self.audit: AuditRepository = self._audit

    @property
    def erased(self) -> Erased:
        """What this transaction put on the list of erasures."""
        return self._retention.listed

    async def complete(self) -> None:
        """Store what was kept back for the end; call it right before the commit."""
        await self._audit.flush()
