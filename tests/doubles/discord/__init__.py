"""Discord at the wire, on this machine, as strict as the real one.

The bot is the unmodified client, pointed at `api_base` and `gateway_url` with `token`; people are played:

    async with Discord() as discord:
        discord.allows("members")
        guild = discord.guild("Open Learning", bot_may="view_channel send_messages")
        room = guild.channel("baobab")
        ada = guild.person("Ada")
        ...                                                     # start the bot
        await ada.says(room, "hello")
        await discord.until(lambda: len(ada.sees()[room]) == 2)
        await ada.presses(ada.sees()[room][-1], "I have it")    # waits for the first answer
        await ada.submits(ada.sees().modal, {"What happened": "…"})
        await ada.runs("/peer away", from_day="2026-03-02")
        discord.fails(next="POST messages", how="drop after storing")
        discord.clock.move(minutes=15)
        assert discord.violations == []
"""

from tests.doubles.discord.clock import Clock
from tests.doubles.discord.double import Discord
from tests.doubles.discord.people import Person
from tests.doubles.discord.screen import Modal, Screen, Seen

__all__ = ["Clock", "Discord", "Modal", "Person", "Screen", "Seen"]
