"""Thanking somebody for a message, in private: once for each message, and never in front of others."""

from bot.effects import Effects, Refused, Reply, Send, ToMember
from bot.events import ActionChosen, Pointed
from bot.flows.pointing import author_of, channel_name, link_of
from bot.router import Router
from bot.turn import Turn
from bot.wording import common
from bot.wording import thanks as wording
from bot.wording.voice import Voice

routes = Router()


@routes.action("thanks.give")
async def give(turn: Turn, subject: str) -> Effects:
    """Thank whoever wrote a message."""
    pointed, voice = Pointed.read(subject), Voice.to(turn.me)
    if pointed is None or not isinstance(turn.event, ActionChosen):
        raise Refused(common.gone())
    author = await author_of(turn, subject)
    if author is None or not author.is_active:
        raise Refused(wording.nobody(voice))
    if author.id == turn.me.id:
        raise Refused(wording.your_own(voice))
    card = wording.thanks(Voice.to(author), turn.me, await channel_name(turn, subject), link_of(turn))
    key = f"thanks:{turn.me.id}:{turn.event.place.channel}:{pointed.id}"
    return [Reply(wording.thanked(voice, author)), Send(ToMember(author.id), card, key=key)]
