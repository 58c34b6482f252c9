"""What one member was sent or spared, and why: the newest first. Kinds and reasons only, never texts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from adapters.cli.looking import looking_into, the_cohorts
from bot.domain.cohorts import Cohort
from bot.domain.members import Member, MemberState
from bot.errors import BadInput, Fault
from bot.markup import plain
from bot.ports import Tx
from bot.toml_fields import nearest

_STANDING = {
    MemberState.INVITED: "Invited, and not started yet: until then only the invitation comes.",
    MemberState.ACTIVE: "Takes part.",
    MemberState.PAUSED: "Paused: only what they ask for comes.",
    MemberState.LEFT: "Left: nothing comes any more.",
    MemberState.DECLINED: "Declined: nothing comes any more.",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One message that was sent, or was not; `clock` is the member's own."""

    at: datetime
    clock: str
    kind: str
    why: str
    was_sent: bool


@dataclass(frozen=True, slots=True)
class History:
    """Somebody's messages."""

    member: Member
    cohort: Cohort
    has_account: bool
    lines: tuple[Line, ...]

    @property
    def who(self) -> str:
        """Who it is, in one phrase."""
        member = self.member
        return f"{member.name} ({member.handle}), {member.role} in {self.cohort.name}, {member.timezone}"

    @property
    def standing(self) -> str:
        """What holds for all their messages."""
        said = [_STANDING[self.member.state]]
        if not self.member.nudges_on:
            said.append("Nudges are off: nothing friendly is asked twice.")
        if not self.has_account:
            said.append("No account on any platform: nothing can reach them.")
        quiet = self.member.quiet
        said.append(f"Quiet hours {quiet.start:%H:%M} to {quiet.end:%H:%M}.")
        return " ".join(said)

    def as_json(self) -> dict[str, Any]:
        """Return the object for programs."""
        return {
            "member": self.member.handle,
            "cohort": self.cohort.handle,
            "state": str(self.member.state),
            "messages": [
                {
                    "at": line.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
                    "kind": line.kind,
                    "reason": plain(line.why),
                    "sent": line.was_sent,
                }
                for line in self.lines
            ],
        }


async def history_of(url: str, key: bytes, handle: str, cohort: str | None, last: int) -> History:
    """Look somebody up; BadInput names the nearest where there is nobody of that id."""
    async with looking_into(url, key) as storage, storage.snapshot() as tx:
        member, where = await _find(tx, handle, cohort)
        zone = ZoneInfo(member.timezone)
        told = [(d.last_at or d.at, d.card.kind, d.card.why, True) for d in await tx.outbox.to_member(member.id, last)]
        told += [(at, kind, why, False) for at, kind, why in await tx.nudges.withheld(member.id, last)]
        lines = [
            Line(at, f"{at.astimezone(zone):%a %Y-%m-%d %H:%M}", kind, why, was_sent)
            for at, kind, why, was_sent in sorted(told, key=lambda entry: entry[0], reverse=True)
        ]
        return History(member, where, bool(await tx.members.accounts(member.id)), tuple(lines))


async def _find(tx: Tx, handle: str, cohort_handle: str | None) -> tuple[Member, Cohort]:
    wanted = await the_cohorts(tx, cohort_handle, "kith explain")
    for cohort in reversed(wanted):
        member = await tx.members.by_handle(cohort.id, handle)
        if member is not None:
            return member, cohort
    known = [member.handle for where in wanted for member in await tx.members.in_cohort(where.id)]
    raise _nobody(f"There is nobody with the id {handle}.", nearest(handle, known))


def _nobody(problem: str, remedy: str) -> BadInput:
    return BadInput([Fault("explain", 0, "", problem, remedy)])
