"""Somebody's own sessions in the calendar they use anyway: a secret address, theirs to renew and to end."""

from bot.cards import Card
from bot.domain.feeds import Feed
from bot.domain.seals import seal
from bot.effects import Effects, Refused, Reply
from bot.router import Router
from bot.turn import Turn
from bot.wording import calendar_feed as wording
from bot.wording.voice import Voice

routes = Router()

ADDRESS = "exchange.address"
"""The fact that says where calendars find us; "" where they do not."""
ADDRESS_OF = "calendar feed"
"""What the seal of an address is made for."""


@routes.command("peer my calendar")
async def mine(turn: Turn) -> Effects:
    """Have your sessions in your own calendar: a secret address to subscribe to."""
    where = await _where(turn)
    feed = await turn.tx.feeds.of(turn.me.id)
    return [Reply(_shown(turn, where, feed))] if feed is not None else await _made(turn, where)


@routes.action("calendar.renew")
async def renew(turn: Turn, _subject: str) -> Effects:
    """Make a new address; the one before ends."""
    return await _made(turn, await _where(turn))


@routes.action("calendar.end")
async def end(turn: Turn, _subject: str) -> Effects:
    """End the address."""
    if await turn.tx.feeds.forget(turn.me.id):
        await turn.tx.audit.add(turn.now, turn.me.id, "calendar.ended", turn.me.id)
    return [Reply(wording.ended(Voice.to(turn.me)))]


async def _where(turn: Turn) -> str:
    where = await turn.tx.facts.get(ADDRESS)
    if not where:
        raise Refused(wording.not_served(Voice.to(turn.me)))
    return where


async def _made(turn: Turn, where: str) -> Effects:
    feed = Feed(turn.me.id, turn.new_id("feed", turn.me.id, turn.event.id), turn.now)
    await turn.tx.feeds.put(feed)
    await turn.tx.audit.add(turn.now, turn.me.id, "calendar.made", turn.me.id)
    return [Reply(_shown(turn, where, feed))]


def _shown(turn: Turn, where: str, feed: Feed) -> Card:
    secret = f"{feed.id}.{seal(turn.secret, ADDRESS_OF, feed.id)}"
    return wording.address(Voice.to(turn.me), f"{where}/calendar/{secret}.ics")
