"""The same workspace in a terminal: act as somebody, read, write, press, fill in, turn the clock. Plain lines only."""

import re
import sys
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

import click

from adapters.cli.terminal import harmless
from adapters.cli.typed import typed
from adapters.local.client import Json, LocalClient, Refused
from bot.markup import plain

HELP: Final = """\
@L04              act as somebody (people: everybody)      2             press button 2
/peer me          a command                                #help hello   write in a channel
anything else     goes to Kith in private                  read          the newest messages again
+1h  +1d  +2w     turn the clock                           next          go to what Kith does next
until 2026-03-23 12:00   on your own clock                 plan          what Kith does next, and why
help, quit"""
_STEP: Final = re.compile(r"\+\s*(?P<count>\d{1,4})\s*(?P<unit>[mhdw])[a-z]*\Z")
_NEWEST: Final = 6


class Console:
    """One person at a keyboard, acting as anybody of the cohort."""

    def __init__(self, client: LocalClient, lines: AsyncIterator[str] | None = None) -> None:
        """`lines` are what is typed; the keyboard's where there are none."""
        self._client, self._lines = client, typed() if lines is None else lines
        self._people: dict[str, Json] = {}
        self._who = ""
        self._seen = 0
        self._choices: list[tuple[str, str, str]] = []

    async def run(self) -> None:
        """Do what the lines say until `quit` or their end."""
        people = await self._client.people()
        self._people = {person["id"]: person for person in people}
        self._who = next(person["id"] for person in people if person["role"] == "learner")
        click.echo(HELP)
        await self._read(again=True)
        await self._prompt()
        async for text in self._lines:
            if text in ("quit", "exit"):
                return
            try:
                await self._do(text)
            except (Refused, LookupError) as problem:
                click.echo(f"That did not work: {problem}")
            await self._prompt()

    async def _do(self, text: str) -> None:
        match text:
            case "" | "read":
                await self._read(again=bool(text))
            case "help" | "?":
                click.echo(HELP)
            case "people":
                await self._everybody()
            case "plan":
                await self._plan()
            case "next":
                await self._turn(do="next")
            case _ if text[0] == "@":
                await self._become(text[1:])
            case _ if text[0] == "+":
                await self._turn(do="step", by=_step(text))
            case _ if text.startswith("until "):
                await self._turn(do="until", on=text[6:].strip(), person=self._who)
            case _:
                await self._act(text)

    async def _act(self, text: str) -> None:
        if text.isdecimal():
            await self._client.act_on(self._who, *self._choice(int(text)))
        elif text.startswith("#") and " " in text:
            channel, _, said = text.partition(" ")
            await self._client.say(self._who, channel, said)
        else:
            await self._client.say(self._who, None, text)
        while (dialog := (await self._client.inbox(self._who, 1))["dialog"]) is not None:
            await self._fill(dialog)
        await self._read()

    def _choice(self, number: int) -> tuple[str, str, str]:
        if not 1 <= number <= len(self._choices):
            raise LookupError(f"there is no button {number} above; `read` shows those that are there")
        return self._choices[number - 1]

    async def _become(self, who: str) -> None:
        if who not in self._people:
            raise LookupError(f"nobody here is called {harmless(who)}; `people` lists everybody")
        self._who = who
        await self._read(again=True)

    async def _turn(self, **asked: str) -> None:
        await self._client.set_clock(**asked)
        click.echo(f"It is {await self._now()}.")
        await self._read()

    async def _fill(self, dialog: Json) -> None:
        """Ask for every answer of a form; what is left empty keeps what is in brackets."""
        click.echo(f"-- {harmless(dialog['title'])}; Enter keeps what is in brackets")
        values: dict[str, str] = {}
        for asked in dialog["inputs"]:
            if asked["name"] in dialog["errors"]:
                click.echo(f"! {harmless(dialog['errors'][asked['name']])}")
            choices = ", ".join(option["value"] for option in asked.get("options", ()))
            click.echo(f"{harmless(asked['label'])}{f' ({choices})' if choices else ''} [{harmless(asked['value'])}]:")
            answer = await anext(self._lines, None)
            if answer is None:
                await self._client.cancel(self._who)
                return
            if answer:
                values[asked["name"]] = answer
        await self._client.submit(self._who, values)

    async def _everybody(self) -> None:
        for person in await self._client.people():
            unread = f", {person['unread']} unread" if person["unread"] else ""
            click.echo(f"{person['id']:<4} {harmless(person['name'])}, {person['role']}{unread}")

    async def _plan(self) -> None:
        for line in await self._client.upcoming(10):
            to = f": {harmless(line['to'])}" if line["to"] else ""
            click.echo(f"{self._time(line['at'])}  {line['what']}{to}")
            click.echo(f"    {line['why']}")

    async def _read(self, *, again: bool = False) -> None:
        """Show what is new, or the newest messages again, oldest first; every button has a number."""
        if again:
            self._seen, self._choices = 0, []
        newest = (await self._client.inbox(self._who, _NEWEST if again else 100))["messages"]
        for message in newest:
            if message["seq"] > self._seen:
                self._show(message)
        self._seen = max([self._seen, *(message["seq"] for message in newest)])

    def _show(self, message: Json) -> None:
        name = harmless(self._people.get(message["author"], {"name": "Kith"})["name"])
        where = "" if message["channel"].startswith("direct-") else f"  {message['channel']}"
        alone = "  (only you see this)" if message["is_private"] and where else ""
        click.echo(f"{self._time(message['at'])}{where}  {name}{alone}")
        for line in _lines(message):
            click.echo(f"    {harmless(line)}")
        card = message["card"] or {"buttons": (), "select": None}
        for button in card["buttons"]:
            self._offer(button["label"], (message["id"], button["action"], ""))
        for option in (card["select"] or {"options": ()})["options"]:
            self._offer(option["label"], (message["id"], card["select"]["action"], option["value"]))

    def _offer(self, label: str, choice: tuple[str, str, str]) -> None:
        self._choices.append(choice)
        click.echo(f"    [{len(self._choices)}] {harmless(label)}")

    def _time(self, at: str) -> str:
        local = datetime.fromisoformat(at).astimezone(ZoneInfo(self._people[self._who]["timezone"]))
        return f"{local:%a} {local.day} {local:%b %H:%M}"

    async def _now(self) -> str:
        return self._time((await self._client.clock())["now"])

    async def _prompt(self) -> None:
        if sys.stdin.isatty():
            click.echo(f"{self._who} {harmless(self._people[self._who]['name'])}, {await self._now()} > ", nl=False)


def _step(text: str) -> str:
    match = _STEP.match(text)
    if match is None:
        raise LookupError("a step is written like +30m, +1h, +1d or +2w")
    return match["count"] + match["unit"]


def _lines(message: Json) -> list[str]:
    card = message["card"]
    if card is None:
        return [line for line in message["text"].split("\n") if line.strip()]
    fields = (f"{field['name']}: {plain(field['value'])}" for field in card["fields"])
    return [line for part in (card["title"], plain(card["text"]), *fields) for line in part.split("\n") if line.strip()]
