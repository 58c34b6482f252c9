"""Thanking somebody for a message, in private: once for each message, and never in front of others."""

from bot.domain.members import Member
from bot.effects import Effects, Refused, Reply, Send, ToMember
from bot.events import ActionChosen, Pointed
from bot.flows.pointing import author_of, channel_name, link_of
from bot.router import Router
from bot.turn import Turn
from bot.wording import common
from bot.wording import thanks as wording
from bot.wording.voice import Voice

routes = Router()


def thankable(turn: Turn, who: Member | None) -> Member:
    """Return somebody the acting member may thank; Refused for nobody who is here, and for oneself."""
    if who is None or not who.is_active or who.cohort_id != turn.here.id:
        raise Refused(wording.nobody(Voice.to(turn.me)))
    if who.id == turn.me.id:
        raise Refused(wording.your_own(Voice.to(turn.me)))
    return who


@routes.action("thanks.give")
async def give(turn: Turn, subject: str) -> Effects:
    """Thank whoever wrote a message."""
    pointed, voice = Pointed.read(subject), Voice.to(turn.me)
    if pointed is None or not isinstance(turn.event, ActionChosen):
        raise Refused(common.gone(Voice.to(turn.me)))
    author = thankable(turn, await author_of(turn, subject))
    card = wording.thanks(Voice.to(author), turn.me, await channel_name(turn, subject), link_of(turn))
    key = f"thanks:{turn.me.id}:{turn.event.place.channel}:{pointed.id}"
    return [Reply(wording.thanked(voice, author)), Send(ToMember(author.id), card, key=key)]
