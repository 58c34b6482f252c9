"""What a handler may use: the moment, who acts, the transaction, the packs and the figures. It cannot send or sleep."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.cohorts import Cohort
from bot.domain.members import Member
from bot.domain.signals import Packs
from bot.events import Event, TimerFired
from bot.lately import Lately
from bot.ports import Tx


@dataclass(frozen=True, slots=True)
class Turn:
    """One event being handled. `actor` is the member who did it (None for timers and people we do not know).

    `secret` keeps made-up ids unguessable; in a rehearsal it comes from the seed, so that a replay makes the same ids.
    """

    now: datetime
    event: Event
    tx: Tx
    packs: Packs
    secret: bytes
    actor: Member | None = None
    cohort: Cohort | None = None
    lately: Lately = field(default_factory=Lately, repr=False)

    @property
    def me(self) -> Member:
        """The acting member, where the router has made sure there is one."""
        if self.actor is None:
            raise ValueError("nobody acts in this turn")
        return self.actor

    @property
    def here(self) -> Cohort:
        """The acting member's cohort, where the router has made sure there is one."""
        if self.cohort is None:
            raise ValueError("this turn belongs to no cohort")
        return self.cohort

    @property
    def late(self) -> timedelta:
        """How long after its time a timer is looked at; zero for everything else."""
        return self.now - self.event.due_at if isinstance(self.event, TimerFired) else timedelta()

    def digest(self, *parts: object) -> bytes:
        """Return 32 bytes that nobody can guess and a replay makes again: from the secret, the moment and the parts."""
        text = "\x1f".join([self.now.isoformat(), *map(str, parts)])
        return hashlib.blake2b(text.encode(), key=self.secret[:64], digest_size=32).digest()

    def new_id(self, *parts: object) -> str:
        """Return an opaque id for a new row; name the row by parts that make it unique at this moment."""
        return self.digest(*parts).hex()[:20]

    async def cohort_of(self, member: Member) -> Cohort:
        """Return a member's cohort."""
        if self.cohort is not None and self.cohort.id == member.cohort_id:
            return self.cohort
        cohort = await self.tx.cohorts.find(member.cohort_id)
        if cohort is None:
            raise ValueError(f"member {member.id} has no cohort")
        return cohort
