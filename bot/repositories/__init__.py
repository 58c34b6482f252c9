"""What the storage keeps, one repository a noun.

Rules of every repository: `get` locks the row until the transaction ends, `find` does not; both return None where
there is nothing. Lists come in a stated, stable order. Ids are opaque text.
"""

from bot.repositories.peers import HostRepository, KudosRepository, ProblemRepository, ReviewRepository
from bot.repositories.people import (
    AbsenceRepository,
    CohortRepository,
    GroupRepository,
    MemberRepository,
    PairingRepository,
    PlaceRepository,
    Spot,
)
from bot.repositories.records import (
    CaseRepository,
    CheckInRepository,
    DraftRepository,
    NudgeRepository,
    ParticipationRepository,
    SessionRepository,
)
from bot.repositories.work import (
    AuditRepository,
    FactRepository,
    InboxRepository,
    OutboxRepository,
    RetentionRepository,
    SecretRepository,
    TimerRepository,
)

__all__ = [
    "AbsenceRepository",
    "AuditRepository",
    "CaseRepository",
    "CheckInRepository",
    "CohortRepository",
    "DraftRepository",
    "FactRepository",
    "GroupRepository",
    "HostRepository",
    "InboxRepository",
    "KudosRepository",
    "MemberRepository",
    "NudgeRepository",
    "OutboxRepository",
    "PairingRepository",
    "ParticipationRepository",
    "PlaceRepository",
    "ProblemRepository",
    "RetentionRepository",
    "ReviewRepository",
    "SecretRepository",
    "SessionRepository",
    "Spot",
    "TimerRepository",
]
