"""Topics: a mentor or coordinator opens a thread with a title and a purpose; it closes when it has gone quiet (G7)."""

from datetime import datetime, timedelta
from typing import Annotated

from bot.cards import Action
from bot.domain.members import Group, Role
from bot.domain.topics import MOST, PURPOSE, TITLE, Topic, open_in
from bot.effects import Address, Effects, Later, Refused, Reply, Revise, Send, ToChannel, ToGroup, Urgency
from bot.flows.passing_on import looked_at
from bot.flows.people import the_cohort
from bot.ports import Spot
from bot.router import Router
from bot.turn import Turn
from bot.wording import common
from bot.wording import topics as wording
from bot.wording.reviews import held_back
from bot.wording.voice import Voice

routes = Router()

CHANNEL = "cohort"
_OFTEN = timedelta(hours=1)
"""That a thread is alive is noted so often at most."""


@routes.command("mentor topic", role=Role.MENTOR)
async def open_topic(
    turn: Turn,
    title: Annotated[str, "What it is about, in a few words"],
    purpose: Annotated[str, "What the thread is for"] = "",
    where: Annotated[str, "A group's name, or cohort for everybody (empty: your group)"] = "",
) -> Effects:
    """Open a topic with a thread of its own, in your group or for everybody."""
    voice, name, about = Voice.to(turn.me), " ".join(title.split()), purpose.strip()[:PURPOSE]
    if not 0 < len(name) <= TITLE:
        raise Refused(wording.no_title(voice))
    group = await _place(turn, where.strip().casefold())
    there = open_in(await turn.tx.topics.open_in(turn.here.id), group.id if group else "")
    if len(there) >= MOST:
        raise Refused(wording.too_many(voice, there))
    care, may_go_on = await looked_at(turn, f"{name}\n{about}")
    if not may_go_on:
        return [Reply(held_back(voice)), *care]
    ids = (turn.new_id("topic", turn.me.id, turn.event.id), turn.here.id, group.id if group else "", turn.me.id)
    topic = Topic(*ids, name, about, turn.now, turn.now)
    await turn.tx.topics.add(topic)
    await turn.tx.audit.add(turn.now, turn.me.id, "topic.opened", topic.id)
    return [Reply(wording.opened(voice, topic, group)), *_begun(turn, topic, group), *care]


def _begun(turn: Turn, topic: Topic, group: Group | None) -> Effects:
    to: Address = ToGroup(group.id) if group else ToChannel(topic.cohort_id, CHANNEL)
    card = wording.posted(_voice(turn, group), topic)
    return [Send(to, card, Urgency.ANSWER, tag=_tag(topic), key=_tag(topic)), _look(topic)]


def _voice(turn: Turn, group: Group | None) -> Voice:
    return Voice.to(group) if group else Voice(turn.here.timezone, turn.here.language)


def _tag(topic: Topic) -> str:
    return f"topic:{topic.id}"


def _look(topic: Topic) -> Later:
    return Later(topic.quiet_at, Action("topic.look", topic.id))


async def _place(turn: Turn, where: str) -> Group | None:
    """Return the group that is meant, None for the channel of the whole cohort; Refused where it is not clear."""
    voice, is_coordinator = Voice.to(turn.me), turn.me.role is Role.COORDINATOR
    every = await turn.tx.groups.in_cohort(turn.here.id)
    mine = [one for one in every if turn.me.id in (one.facilitator_id, *one.peer_mentor_ids)]
    if where == CHANNEL or (not where and is_coordinator):
        if await turn.tx.places.named(turn.here.id, CHANNEL) is None:
            raise Refused(wording.no_channel(voice))
        return None
    may = every if is_coordinator else mine
    meant = [one for one in may if where in (one.handle.casefold(), one.name.casefold())] if where else mine
    if len(meant) != 1:
        raise Refused(wording.nowhere(voice, may))
    return meant[0]


@routes.action("topic.close", role=Role.MENTOR)
async def close(turn: Turn, topic_id: str) -> Effects:
    """Close a topic: whoever opened it, whoever looks after the group, a coordinator."""
    topic = await turn.tx.topics.get(topic_id)
    group = await turn.tx.groups.find(topic.group_id) if topic is not None and topic.group_id else None
    if topic is None or topic.cohort_id != turn.here.id:
        raise Refused(common.not_yours())
    if turn.me.role is not Role.COORDINATOR and turn.me.id not in (
        topic.opener_id,
        group.facilitator_id if group else "",
    ):
        raise Refused(common.not_yours())
    answer = Reply(wording.closed(Voice.to(turn.me)))
    return [answer, *await _closed(turn, topic, _voice(turn, group))] if topic.is_open else [answer]


async def _closed(turn: Turn, topic: Topic, voice: Voice) -> Effects:
    over = topic.closed(turn.now)
    await turn.tx.topics.save(over)
    return [Revise(_tag(topic), wording.settled(voice, over))]


@routes.timer("topic.look")
async def look(turn: Turn, topic_id: str) -> Effects:
    """Close a topic in whose thread nobody has written for two weeks; look again later at any other."""
    topic = await turn.tx.topics.get(topic_id)
    if topic is None or not topic.is_open:
        return []
    if turn.now < topic.quiet_at:
        return [_look(topic)]
    group = await turn.tx.groups.find(topic.group_id) if topic.group_id else None
    cohort = await the_cohort(turn, topic.cohort_id)
    voice = Voice.to(group) if group else Voice(cohort.timezone, cohort.language)
    return await _closed(turn, topic, voice)


async def heard(turn: Turn, spot: Spot, thread: str, at: datetime) -> None:
    """Note that a topic's thread is alive, where this is one; `thread` is the platform's id of it."""
    for topic in open_in(await turn.tx.topics.open_in(spot.cohort_id), spot.group_id):
        posts = await turn.tx.outbox.tagged(_tag(topic)) if at - topic.heard_at >= _OFTEN else []
        if any(thread == post.remote_id.rpartition("/")[2] for post in posts):
            await turn.tx.topics.save(topic.heard(at))
