"""The same workspace in a terminal: act as somebody, read, write, press, fill in, turn the clock. Plain lines only."""

import asyncio
import re
import sys
from datetime import datetime

import click

from adapters.cli.terminal import harmless
from adapters.local.client import Json, LocalClient, Refused
from bot.markup import plain
from bot.toml_fields import parse_duration

HELP = """@L04 act as somebody      /peer me a command        2 press button 2 of the list
#help hello write there   anything else goes to Kith privately
+1h +1d +2 weeks, next, until 2026-03-23   turn the clock      people, read, quit"""


class Console:
    """One person at a keyboard, acting as anybody of the cohort."""

    def __init__(self, client: LocalClient) -> None:
        self._client = client
        self._who = ""
        self._names: dict[str, str] = {}
        self._buttons: list[tuple[str, str]] = []

    async def run(self) -> None:
        """Read lines until `quit` or the end of the input."""
        people = await self._client.people()
        self._names = {person["id"]: harmless(person["name"]) for person in people}
        self._who = next(person["id"] for person in people if person["role"] == "learner")
        click.echo(HELP)
        await self._read()
        while line := await asyncio.to_thread(sys.stdin.readline):
            text = line.strip()
            if text in ("quit", "exit"):
                return
            try:
                await self._do(text)
            except (Refused, LookupError, ValueError) as problem:
                click.echo(f"That did not work: {problem}")

    async def _do(self, text: str) -> None:
        if not text or text == "read":
            await self._read()
        elif text in ("help", "?"):
            click.echo(HELP)
        elif text == "people":
            for person in await self._client.people():
                click.echo(f"{person['id']}  {harmless(person['name'])}, {person['role']}, {person['unread']} unread")
        elif text.startswith("@"):
            await self._become(text[1:])
        elif text.isdecimal():
            label, kind = self._buttons[int(text) - 1]
            await self._acted(await self._client.press(self._who, label, kind))
        elif text == "next" or text.startswith(("+", "until ")):
            await self._turn(text)
        elif text.startswith("#") and " " in text:
            channel, _, said = text.partition(" ")
            await self._acted(await self._client.say(self._who, channel, said))
        else:
            await self._acted(await self._client.say(self._who, None, text))

    async def _become(self, who: str) -> None:
        if who not in {person["id"] for person in await self._client.people()}:
            raise LookupError(f"nobody here is called {who}; `people` lists everybody")
        self._who = who
        await self._read()

    async def _turn(self, text: str) -> None:
        clock = await self._client.clock()
        now = datetime.fromisoformat(clock["now"])
        if text == "next":
            await self._client.set_clock("next")
        elif text.startswith("until "):
            await self._client.advance_to(datetime.strptime(text[6:].strip(), "%Y-%m-%d"))  # noqa: DTZ007 - a date
        else:
            short = re.sub(r"^(\d+)\s*d$", r"\1 days", text[1:].strip())
            await self._client.advance_to(now + parse_duration(re.sub(r"^(\d+)\s*h$", r"\1 hours", short)))
        stands = datetime.fromisoformat((await self._client.clock())["now"])
        click.echo(f"It is {stands:%a %d %b %Y %H:%M} UTC.")
        await self._read()

    async def _acted(self, answer: Json) -> None:
        while (dialog := (await self._client.inbox(self._who, 1))["dialog"]) is not None:
            await self._fill(dialog)
        await self._read(3)
        del answer

    async def _fill(self, dialog: Json) -> None:
        click.echo(f"-- {harmless(dialog['title'])} (empty keeps what is in brackets)")
        values: dict[str, str] = {}
        for asked in dialog["inputs"]:
            choices = ", ".join(option["value"] for option in asked.get("options") or ())
            click.echo(f"{harmless(asked['label'])}{f' ({choices})' if choices else ''} [{harmless(asked['value'])}]:")
            typed = (await asyncio.to_thread(sys.stdin.readline)).strip()
            if typed:
                values[asked["name"]] = typed
        try:
            await self._client.submit(self._who, values)
        except Refused as problem:
            click.echo(f"That did not work: {problem}")
            await self._client.cancel(self._who)

    async def _read(self, newest: int = 6) -> None:
        """Show the newest messages, oldest first, with every button that can be pressed, numbered."""
        self._buttons = []
        for message in (await self._client.inbox(self._who, newest))["messages"]:
            click.echo(f"[{message['channel']}] {self._names.get(message['author'], 'Kith')}: {_text(message)}")
            for button in (message["card"] or {}).get("buttons", ()):
                self._buttons.append((button["label"], message["card"]["kind"]))
                click.echo(f"    {len(self._buttons)}) {harmless(button['label'])}")
        click.echo(f"You are {self._who}.")


def _text(message: Json) -> str:
    card = message["card"]
    if card is None:
        return harmless(message["text"])
    parts = [card["title"], plain(card["text"]), *(f"{f['name']}: {plain(f['value'])}" for f in card["fields"])]
    return " | ".join(harmless(line) for part in parts for line in part.split("\n") if line)
