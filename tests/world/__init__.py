"""A cohort in a bottle: the real core on SQLite that waits for no disk, a set clock, people whose deeds are told."""

import json
import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from adapters.cli.house import built
from adapters.simulation.core_surface import CoreSurface
from adapters.simulation.play import seeded_key
from adapters.simulation.rehearsal import Builder, Rehearsal, rehearsal
from adapters.simulation.surface import Deed
from bot.cards import Card, Form
from bot.cohort_file import load_cohort
from bot.domain.members import Member
from bot.events import Account, MessageReceived, Place
from bot.transcript import Said
from storage.address import at_file

ZONE = "Europe/Lisbon"


@dataclass
class Cohort:
    """What a story may do and see. Times are on the cohort's clock: `Thu 4 Mar 10:00`, in the year it starts."""

    play: Rehearsal
    surface: CoreSurface
    year: int
    zone: str = ZONE
    deeds: int = 0

    def at(self, text: str) -> datetime:
        """Read a story's time, an hour of the cohort's zone."""
        nominal = datetime.strptime(f"{text} {self.year}", "%a %d %b %H:%M %Y")  # noqa: DTZ007 - the zone follows
        assert f"{nominal:%a}" == text[:3], f"{text}: that day is a {nominal:%A}"
        return nominal.replace(tzinfo=ZoneInfo(self.zone))

    async def until(self, when: str) -> None:
        """Let the time pass."""
        await self.play.until(self.at(when))

    async def _deed(self, who: str, at: str | None) -> Deed:
        if at is not None:
            await self.until(at)
        self.deeds += 1
        return Deed(f"deed:{self.deeds}", self.account(who))

    def account(self, who: str) -> Account:
        """Return the account somebody acts through; whom the cohort file doesn't know is a stranger."""
        is_known = any(row.id == who for row in self.play.file.people)
        return self.play.account(who) if is_known else Account("local", "demo", who)

    async def says(self, who: str, text: str, at: str | None = None, in_: str = "") -> None:
        """Write in a channel, or to the bot."""
        deed = await self._deed(who, at)
        await self.surface.says(deed, self.play.channel(in_) if in_ else "", text)
        await self.play.house.engine.beat()

    async def answers(self, who: str, text: str, to: str, at: str | None = None) -> None:
        """Answer somebody's newest message in its thread; `to` is a person, or a channel for the bot's post there."""
        deed = await self._deed(who, at)
        said = next((m for m in reversed(self.surface.said) if m.by == self.account(to)), None)
        channel = said.place.channel if said is not None else self.play.channel(to)
        root = (said.place.thread or said.message_id) if said is not None else f"prompt:{to}"
        event = MessageReceived(
            deed.id,
            self.play.clock.now(),
            deed.by,
            Place("local", "demo", channel, thread=root),
            f"m:{deed.id}",
            text,
            reply_to=said.by if said is not None else None,
        )
        self.surface.said.append(event)
        await self.play.house.app.handle(event)
        await self.play.house.engine.beat()

    async def joins(self, who: str, at: str | None = None) -> None:
        """Enter the workspace."""
        await self.surface.joins(await self._deed(who, at))
        await self.play.house.engine.beat()

    async def leaves(self, who: str, at: str | None = None) -> None:
        """Leave the workspace."""
        await self.surface.leaves(await self._deed(who, at))
        await self.play.house.engine.beat()

    async def edits(self, who: str, old: str, new: str, at: str | None = None) -> None:
        """Change an earlier message."""
        await self.surface.edits(await self._deed(who, at), old, new)
        await self.play.house.engine.beat()

    async def presses(self, who: str, label: str, at: str | None = None, on: str = "") -> None:
        """Press the newest button with that label."""
        await self.surface.presses(await self._deed(who, at), label, on)
        await self.play.house.engine.beat()

    async def chooses(self, who: str, option: str, at: str | None = None, on: str = "") -> None:
        """Choose from the newest list that has it."""
        await self.surface.chooses(await self._deed(who, at), option, on)
        await self.play.house.engine.beat()

    async def points(self, who: str, label: str, text: str, at: str | None = None) -> None:
        """Choose an entry in the menu of the newest message with that text."""
        await self.surface.points(await self._deed(who, at), label, text)
        await self.play.house.engine.beat()

    async def commands(self, who: str, text: str, at: str | None = None) -> None:
        """Type a slash command."""
        await self.surface.commands(await self._deed(who, at), text)
        await self.play.house.engine.beat()

    async def submits(self, who: str, at: str | None = None, **values: str) -> None:
        """Send the form that opened last."""
        await self.surface.submits(await self._deed(who, at), values)
        await self.play.house.engine.beat()

    def form(self, who: str) -> Form:
        """Return the form somebody sees."""
        return self.surface.forms[self.play.account(who).id]

    @property
    def lines(self) -> list[Said]:
        """The whole transcript so far."""
        return self.play.lines

    def sent_to(self, who: str) -> list[str]:
        """Return the kinds of everything that was sent or answered to somebody, in order."""
        return [line.kind for line in self.lines if line.to == who]

    def dms_to(self, who: str) -> list[str]:
        """Return the kinds of the private messages to somebody, answers to their own deeds left out."""
        return [line.kind for line in self.lines if line.to == who and line.surface == "dm"]

    def shown(self, who: str) -> list[Card]:
        """Return what a person has on their screen, strangers too, oldest first."""
        return [shown.card for shown in self.surface.shown if shown.to == self.account(who).id]

    def last(self, who: str, kind: str = "") -> Card:
        """Return the newest card somebody got (of a kind)."""
        cards = [line.card for line in self.lines if line.to == who and (not kind or line.kind == kind)]
        card = cards[-1]
        assert isinstance(card, Card)
        return card

    def in_channel(self, name: str) -> list[str]:
        """Return the kinds of what the bot posted in a channel."""
        return [line.kind for line in self.lines if line.to == name and line.surface == "channel"]

    async def member(self, who: str) -> Member:
        """Return somebody as the storage has them."""
        async with self.play.house.storage.snapshot() as tx:
            found = await tx.cohorts.by_handle("test")
            assert found is not None
            member = await tx.members.by_handle(found.id, who)
        assert member is not None
        return member

    async def tx(self) -> Any:
        """Return a way to look into the storage: `async with await cohort.tx() as tx`."""
        return self.play.house.storage.snapshot()


@dataclass
class World:
    """Makes cohorts; each on a database file of its own, a copy of `made`: one with its tables and nothing in them."""

    folder: Path
    made: Path

    @asynccontextmanager
    async def __call__(
        self,
        learners: str = "L1 L2",
        starts: str = "2027-03-01",
        extra: str = "",
        weeks: int = 8,
        guide: str = "",
        onboarding: str = "",
        scan: bool = True,
        help_contact: str = "",
        focus: str = "",
        goals: str = "",
        follow_up: str = "",
        peer_mentors: str = "",
        sessions: bool = False,
        surveys: bool = False,
        group_size: str = "1, 50",
        built_by: Builder | None = None,
        **people: Any,
    ) -> AsyncIterator[Cohort]:
        """Open a cohort of active people; `extra` is more of a cohort file, `people` changes somebody's keys.

        `guide` are the weeks of the first phase, like "1-2"; the others then belong into `extra`. `onboarding` is the
        day of the invitations, `scan` whether channels are scanned, `sessions` whether the pairs meet, `surveys`
        whether the usual ones are sent, `group_size` the fewest and the most in a group, `built_by` another house.
        """
        path = self.folder / "cohort.toml"
        text = cohort_toml(learners.split(), starts, weeks, people)
        if guide:
            text = text.replace(f'weeks = "1-{weeks}"', f'weeks = "{guide}"')
        if onboarding:
            text = text.replace("[group_size]", f"onboarding_on = {onboarding}\n[group_size]")
        if focus:
            text = text.replace('guide = "How?"', f'guide = "How?"\nfocus = "{focus}"')
        if peer_mentors:
            text = text.replace(
                'facilitator = "M1"', f'facilitator = "M1"\npeer_mentors = {json.dumps(peer_mentors.split())}'
            )
        if follow_up:
            text = text.replace('guide = "How?"', f'guide = "How?"\nfollow_up = "{follow_up}"')
        least, most = group_size.split(", ")
        text = text.replace("min = 1\nmax = 50\n", f"min = {least}\nmax = {most}\n")
        if goals:
            text = text.replace("[group_size]", f'goals = "{goals}"\n[group_size]')
        if help_contact:
            text = text.replace("[group_size]", f'help_contact = "{help_contact}"\n[group_size]')
        if not scan:
            text = text.replace('scan = ["g1", "help"]', "scan = []")
        if sessions:
            text = text.replace("[sessions]\nenabled = false\n", "")
        if surveys:
            text = text.replace("[surveys]\nenabled = false\n", "")
        path.write_text(text + extra, encoding="utf-8")
        file = load_cohort(path)
        surface = CoreSurface.of(file)
        place = at_file(shutil.copy(self.made, self.folder / "kith.sqlite3"), is_scratch=True)
        build = built_by or (lambda clock, out: built(place, seeded_key(1), clock, out))
        async with rehearsal(file, surface, build) as play:
            yield Cohort(play, surface, int(starts[:4]))


def cohort_toml(learners: Sequence[str], starts: str, weeks: int, people: dict[str, dict[str, Any]]) -> str:
    """Write a cohort file with one group, one mentor and two coordinators."""
    prompts = "\n".join(f'[[prompt]]\nweek = {n + 1}\ntheme = "Week {n + 1}"\nguide = "How?"' for n in range(weeks))
    everybody = [(handle, "learner") for handle in learners] + [
        ("M1", "mentor"),
        ("M2", "mentor"),
        ("C1", "coordinator"),
        ("C2", "coordinator"),
    ]
    rows = "\n".join(_person(handle, role, people.get(handle, {})) for handle, role in everybody)
    return f"""
[cohort]
handle = "test"
name = "Test cohort"
timezone = "{ZONE}"
starts_on = {starts}
weeks = {weeks}
[group_size]
min = 1
max = 50
[[phase]]
name = "guide"
weeks = "1-{weeks}"
nudges_per_week = 5
[safety]
scan = ["g1", "help"]
outside = "mailto:outside@example.org"
[on_call]
rotation = ["C1", "C2"]
[sessions]
enabled = false
[surveys]
enabled = false
{prompts}
{rows}
[[group]]
id = "g1"
name = "Group One"
timezone = "{ZONE}"
members = {json.dumps(list(learners))}
facilitator = "M1"
[[pairing]]
mentor = "M1"
learners = {json.dumps(list(learners))}
"""


def _person(handle: str, role: str, changed: dict[str, Any]) -> str:
    keys: dict[str, Any] = {
        "id": handle,
        "name": f"Name {handle}",
        "role": role,
        "timezone": ZONE,
        "language": "en",
        "consented": True,
        "availability": "Mon 18:00-20:00;Thu 18:00-20:00",
    }
    if role == "mentor":
        keys["capacity"] = 30
    keys |= changed
    said = {key: value for key, value in keys.items() if value is not None}
    return "[[person]]\n" + "\n".join(f"{key} = {json.dumps(value)}" for key, value in said.items())
