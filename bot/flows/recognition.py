"""What somebody gave, shown by themselves alone, and whether they would come back as a peer mentor (K1, K5, G12)."""

from bot.domain.members import Member
from bot.domain.recognition import Badge, Deeds, badges
from bot.effects import Effects, Reply, Send, ToGroup, ToMember, Urgency
from bot.flows.people import on_call
from bot.router import Router
from bot.turn import Turn
from bot.wording import recognition as wording
from bot.wording.voice import Voice

routes = Router()


async def earned_by(turn: Turn, member: Member) -> tuple[Badge, ...]:
    """Return somebody's badges."""
    given, received = await turn.tx.kudos.counts(member.id)
    deeds = Deeds(
        reviews=await turn.tx.reviews.written_by(member.id),
        hosted=await turn.tx.hosts.hosted_by(member.id),
        problems=len(await turn.tx.problems.asked_by(member.id)),
        kudos_given=given,
        kudos_received=received,
    )
    return badges(deeds)


@routes.action("recognition.show", always=True)
async def show(turn: Turn, _: str) -> Effects:
    """Show one's badges to one's group, once."""
    voice, group = Voice.to(turn.me), await turn.tx.groups.of_member(turn.me.id)
    earned = await earned_by(turn, turn.me)
    if not earned or group is None:
        return [Reply(wording.none_yet(voice))]
    card = wording.shown(Voice.among(group, turn.here), turn.me, earned)
    post = Send(ToGroup(group.id), card, Urgency.PROMPT, key=f"badge:{turn.me.id}")
    return [Reply(wording.shown_to_group(voice)), post]


@routes.action("return.yes", always=True)
async def comes_back(turn: Turn, _: str) -> Effects:
    """Note that somebody would come back as a peer mentor; the coordinator on call hears of it once."""
    await turn.tx.facts.put(_fact(turn.me), "yes")
    told = (await on_call(turn, turn.here))[:1]
    return [
        Reply(wording.noted(Voice.to(turn.me), comes_back=True)),
        *[
            Send(ToMember(c.id), wording.comes_back(Voice.to(c), turn.me, turn.here), key=f"return:{turn.me.id}")
            for c in told
        ],
    ]


@routes.action("return.no", always=True)
async def stays_away(turn: Turn, _: str) -> Effects:
    """Note that somebody would not."""
    await turn.tx.facts.put(_fact(turn.me), "no")
    return [Reply(wording.noted(Voice.to(turn.me), comes_back=False))]


def _fact(member: Member) -> str:
    return f"returns:{member.id}"
