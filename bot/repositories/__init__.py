"""What the storage keeps, one repository a noun.

Rules of every repository: `get` locks the row until the transaction ends, `find` does not; both return None where
there is nothing. Lists come in a stated, stable order. Ids are opaque text.
"""

from bot.repositories.arrangements import (
    BookingRepository,
    ExtensionRepository,
    MoveRepository,
    TraitsRepository,
)
from bot.repositories.leases import Lease, LeaseRepository
from bot.repositories.mentoring import HubRepository, PairProposalRepository, TrainingRepository
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
    AllowanceRepository,
    CaseRepository,
    CheckInRepository,
    DraftRepository,
    GatheringRepository,
    Note,
    Noted,
    NudgeRepository,
    ParticipationRepository,
    SessionRepository,
)
from bot.repositories.surveys import SurveyRepository
from bot.repositories.tallies import SomeRepository, TallyRepository
from bot.repositories.together import (
    AimsRepository,
    GroupDraftRepository,
    NormRepository,
    SpaceRepository,
    TopicRepository,
)
from bot.repositories.visits import FeedRepository, VisitRepository
from bot.repositories.work import (
    AuditRepository,
    AuditRow,
    Backlog,
    Beside,
    DoubtRepository,
    FactRepository,
    InboxRepository,
    OutboxRepository,
    RetentionRepository,
    SecretRepository,
    Stuck,
    StuckRepository,
    TimerRepository,
)

__all__ = [
    "AbsenceRepository",
    "AimsRepository",
    "AllowanceRepository",
    "AuditRepository",
    "AuditRow",
    "Backlog",
    "Beside",
    "BookingRepository",
    "CaseRepository",
    "CheckInRepository",
    "CohortRepository",
    "DoubtRepository",
    "DraftRepository",
    "ExtensionRepository",
    "FactRepository",
    "FeedRepository",
    "GatheringRepository",
    "GroupDraftRepository",
    "GroupRepository",
    "HostRepository",
    "HubRepository",
    "InboxRepository",
    "KudosRepository",
    "Lease",
    "LeaseRepository",
    "MemberRepository",
    "MoveRepository",
    "NormRepository",
    "Note",
    "Noted",
    "NudgeRepository",
    "OutboxRepository",
    "PairProposalRepository",
    "PairingRepository",
    "ParticipationRepository",
    "PlaceRepository",
    "ProblemRepository",
    "RetentionRepository",
    "ReviewRepository",
    "SecretRepository",
    "SessionRepository",
    "SomeRepository",
    "SpaceRepository",
    "Spot",
    "Stuck",
    "StuckRepository",
    "SurveyRepository",
    "TallyRepository",
    "TimerRepository",
    "TopicRepository",
    "TrainingRepository",
    "TraitsRepository",
    "VisitRepository",
]
