"""More time for a milestone: shown first, granted at once inside the policy, else a coordinator decides (L2)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Annotated

from bot.cards import Card
from bot.domain.extensions import REASON_LIMIT, UNITS, Extension, ExtensionState, is_automatic, latest, parse_days
from bot.domain.members import Member, Role
from bot.domain.milestones import DueItem, still_due
from bot.domain.schedule import local_date
from bot.effects import Effects, Refused, Reply, Revise, Send, ToMember
from bot.flows.milestones import dates_of, remind_of
from bot.flows.passing_on import heeded
from bot.flows.people import on_call, the_member
from bot.router import Router
from bot.turn import Turn
from bot.wording import common
from bot.wording import extensions as wording
from bot.wording.voice import Voice

routes = Router()


@routes.command("peer extension", role=Role.LEARNER)
async def extension(
    turn: Turn,
    length: Annotated[str, "How much more time, like 5d or 1 week"],
    reason: Annotated[str, "Only if you like; nobody needs one"] = "",
) -> Effects:
    """Take more time for what is due next; you see what moves before it does."""
    unit, _, rest = reason.partition(" ")
    if length.isdecimal() and unit.lower() in UNITS:  # "1 week" is one length, typed as two words
        length, reason = f"{length} {unit}", rest
    try:
        days = parse_days(length)
    except ValueError:
        raise Refused(wording.no_length(Voice.to(turn.me), length)) from None
    items = await _ahead(turn)
    fresh = await _checked(turn, items[0], days, reason.strip()[:REASON_LIMIT])
    await turn.tx.extensions.add(fresh)
    return [Reply(await _preview(turn, fresh, items)), *await heeded(turn, fresh.reason)]


async def _ahead(turn: Turn) -> tuple[DueItem, ...]:
    items = still_due(await dates_of(turn, turn.me), local_date(turn.now, turn.me.timezone))
    if not items:
        raise Refused(wording.nothing_due(Voice.to(turn.me)))
    return items


async def _checked(turn: Turn, item: DueItem, days: int, reason: str) -> Extension:
    """Return the extension as it would be; Refused where it goes beyond what there is."""
    due_on, longest = latest(item.due_on, days), turn.here.plan.extensions.longest_days
    last = min(item.was_on + timedelta(days=longest), turn.here.ends_on)
    if due_on > last:
        raise Refused(wording.too_long(Voice.to(turn.me), last))
    earlier = len(await turn.tx.extensions.of_learner(turn.me.id))
    extension_id = turn.new_id("extension", turn.me.id, earlier)
    return Extension(extension_id, turn.here.id, turn.me.id, item.milestone.name, days, due_on, turn.now, reason=reason)


async def _preview(turn: Turn, extension: Extension, items: Sequence[DueItem]) -> Card:
    item = _item(items, extension)
    then, today = replace(item, due_on=extension.due_on), local_date(turn.now, turn.me.timezone)
    shown = wording.Shown(
        extension,
        item,
        tuple(day for day in then.reminders() if day > today),
        await _holds_at_once(turn, extension),
        tuple(other for other in items if other.number != item.number),
    )
    return wording.preview(Voice.to(turn.me), shown)


def _item(items: Sequence[DueItem], extension: Extension) -> DueItem:
    return next(item for item in items if item.milestone.name == extension.milestone)


async def _holds_at_once(turn: Turn, extension: Extension) -> bool:
    before = await turn.tx.extensions.of_learner(extension.learner_id)
    return is_automatic(turn.here.plan.extensions, extension.days, before)


async def _mine(turn: Turn, extension_id: str) -> Extension:
    """Return an extension of whoever acts that was shown and is not confirmed yet."""
    extension = await turn.tx.extensions.get(extension_id)
    if extension is None or extension.learner_id != turn.me.id:
        raise Refused(common.not_yours(Voice.to(turn.me)))
    if extension.state is not ExtensionState.SHOWN:
        raise Refused(wording.settled(Voice.to(turn.me)))
    return extension


@routes.action("extension.other", role=Role.LEARNER)
async def other(turn: Turn, subject: str) -> Effects:
    """Show the same for another milestone."""
    extension_id, _, number = subject.partition(":")
    before, items = await _mine(turn, extension_id), await _ahead(turn)
    item = next((one for one in items if str(one.number) == number), items[0])
    fresh = await _checked(turn, item, before.days, before.reason)
    await turn.tx.extensions.save(replace(fresh, id=before.id))
    return [Reply(await _preview(turn, replace(fresh, id=before.id), items))]


@routes.action("extension.confirm", role=Role.LEARNER)
async def confirm(turn: Turn, extension_id: str) -> Effects:
    """Move the date, or ask whoever may."""
    shown = await _mine(turn, extension_id)
    items = await _ahead(turn)
    item = next((one for one in items if one.milestone.name == shown.milestone), None)
    voice = Voice.to(turn.me)
    if item is None or shown.due_on != latest(item.due_on, shown.days):
        raise Refused(wording.settled(voice))
    if await _holds_at_once(turn, shown):
        granted = shown.granted(turn.now)
        return [Reply(wording.granted(voice, granted)), *await _moved(turn, turn.me, granted)]
    asked = shown.asked()
    await turn.tx.extensions.save(asked)
    return [
        Reply(wording.asked(voice, asked)),
        *[
            Send(
                ToMember(person.id),
                wording.wanted(Voice.to(person), turn.me, asked, item),
                tag=f"extension:{asked.id}",
            )
            for person in (await on_call(turn, turn.here))[:1]
        ],
    ]


async def _moved(turn: Turn, learner: Member, granted: Extension) -> Effects:
    """Let the new date hold: everything later of it moves for this person, nothing for anybody else."""
    await turn.tx.extensions.save(granted)
    await turn.tx.audit.add(turn.now, turn.me.id, f"extension.granted:{granted.days}", learner.id)
    items = await dates_of(turn, learner)
    return remind_of(turn.here, learner, _item(items, granted), turn.now)


async def _asked(turn: Turn, extension_id: str) -> Extension:
    """Return an extension that waits for a coordinator of this cohort."""
    extension = await turn.tx.extensions.get(extension_id)
    if extension is None or extension.cohort_id != turn.here.id:
        raise Refused(common.not_yours(Voice.to(turn.me)))
    if extension.state is not ExtensionState.ASKED:
        raise Refused(wording.settled(Voice.to(turn.me)))
    return extension


@routes.action("extension.approve", role=Role.COORDINATOR)
async def approve(turn: Turn, extension_id: str) -> Effects:
    """Grant what somebody asked for."""
    return await _approved(turn, await _asked(turn, extension_id))


@routes.action("extension.deny", role=Role.COORDINATOR)
async def deny(turn: Turn, extension_id: str) -> Effects:
    """Leave the date as it is."""
    return await _denied(turn, await _asked(turn, extension_id), "")


async def _approved(turn: Turn, extension: Extension) -> Effects:
    learner = await the_member(turn, extension.learner_id)
    granted = extension.granted(turn.now, turn.me.id)
    card = wording.decided(Voice.to(turn.me), learner, granted)
    return [
        Reply(card),
        Revise(f"extension:{extension.id}", card),
        Send(ToMember(learner.id), wording.granted(Voice.to(learner), granted)),
        *await _moved(turn, learner, granted),
    ]


async def _denied(turn: Turn, extension: Extension, words: str) -> Effects:
    learner = await the_member(turn, extension.learner_id)
    denied = extension.denied(turn.now, turn.me.id)
    await turn.tx.extensions.save(denied)
    await turn.tx.audit.add(turn.now, turn.me.id, "extension.denied", learner.id)
    card = wording.decided(Voice.to(turn.me), learner, denied)
    return [
        Reply(card),
        Revise(f"extension:{extension.id}", card),
        Send(ToMember(learner.id), wording.denied(Voice.to(learner), denied, words)),
    ]


async def _open_of(turn: Turn, learner: Member) -> Extension:
    every = await turn.tx.extensions.of_learner(learner.id)
    found = next((one for one in reversed(every) if one.state is ExtensionState.ASKED), None)
    if found is None:
        raise Refused(wording.nothing_asked(Voice.to(turn.me), learner))
    return found


@routes.command("coord extension approve", role=Role.COORDINATOR)
async def approve_command(turn: Turn, learner: Annotated[Member, "Who asked for more time"]) -> Effects:
    """Grant the extension a learner asked for."""
    return await _approved(turn, await _open_of(turn, learner))


@routes.command("coord extension deny", role=Role.COORDINATOR)
async def deny_command(
    turn: Turn,
    learner: Annotated[Member, "Who asked for more time"],
    text: Annotated[str, "A kind word for them (optional)"] = "",
) -> Effects:
    """Leave a learner's date as it is, with a kind word."""
    return await _denied(turn, await _open_of(turn, learner), text.strip()[:REASON_LIMIT])
