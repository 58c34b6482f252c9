"""What people say for being together well. The rules of every repository stand in `bot/repositories/__init__.py`."""

from typing import Protocol

from bot.domain.affinity import Space
from bot.domain.aims import Aims
from bot.domain.group_drafts import GroupDraft
from bot.domain.members import Member
from bot.domain.norms import Norm
from bot.domain.topics import Topic


class AimsRepository(Protocol):
    """What people want to reach, in their own words."""

    async def put(self, aims: Aims) -> None:
        """Store or overwrite them."""

    async def of(self, member_id: str) -> Aims:
        """Somebody's; those of somebody who said nothing where there are none."""


class NormRepository(Protocol):
    """What groups agree on; one line a member."""

    async def add(self, norm: Norm) -> None: ...
    async def get(self, norm_id: str) -> Norm | None: ...
    async def of_group(self, group_id: str) -> list[Norm]:
        """A group's, in the order they were offered."""

    async def save(self, norm: Norm) -> None: ...


class TopicRepository(Protocol):
    """Topics with a thread of their own."""

    async def add(self, topic: Topic) -> None: ...
    async def get(self, topic_id: str) -> Topic | None: ...
    async def open_in(self, cohort_id: str) -> list[Topic]:
        """A cohort's that are open, oldest first."""

    async def save(self, topic: Topic) -> None: ...


class SpaceRepository(Protocol):
    """Spaces of people who share an experience, and who is inside, for as long as they are."""

    async def add(self, space: Space) -> None: ...
    async def find(self, space_id: str) -> Space | None: ...
    async def in_cohort(self, cohort_id: str) -> list[Space]:
        """All of a cohort's, by handle."""

    async def join(self, space_id: str, member_id: str) -> None: ...
    async def leave(self, space_id: str, member_id: str) -> None:
        """Forget that somebody is inside."""

    async def leave_all(self, member_id: str) -> None:
        """Forget it for every space."""

    async def members(self, space_id: str) -> list[Member]:
        """Who is inside, by handle."""

    async def counts(self, cohort_id: str) -> dict[str, int]:
        """How many are inside each of a cohort's spaces, by space id."""


class GroupDraftRepository(Protocol):
    """Groups that are only proposed; one open proposal a cohort."""

    async def add(self, draft: GroupDraft) -> None: ...
    async def of_cohort(self, cohort_id: str) -> GroupDraft | None:
        """The draft that still waits for somebody, locked."""

    async def save(self, draft: GroupDraft) -> None: ...
