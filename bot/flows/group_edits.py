"""A proposal of groups is edited: people move, change places, and the last change can be taken back.

Every edit names the proposal as it was seen. Whoever comes second is told, and their edit stays in their form.
"""

import re
from collections.abc import Mapping, Sequence

from bot.cards import FieldErrors
from bot.domain.group_drafts import GroupDraft
from bot.domain.members import Member, Role
from bot.effects import Effects, Refused, Reply
from bot.flows.grouping import Wanted, changer, looked_at, looked_for, open_draft, proposal_card, these
from bot.router import Router
from bot.turn import Turn
from bot.wording import group_drafts as cards
from bot.wording import group_edits as wording
from bot.wording.voice import Voice

routes = Router()

_BETWEEN = re.compile(r"[,;\s]+")
_LARGEST = 12
"""People in a group from which on it is a class."""


@routes.form("group.look", role=Role.COORDINATOR)
async def look(turn: Turn, _subject: str, values: Mapping[str, str]) -> Effects:
    """Look for groups of the sizes, and with the seed, that are asked for."""
    if await turn.tx.group_drafts.of_cohort(turn.here.id) is not None:
        return [Reply(await proposal_card(turn, turn.here, await open_draft(turn), Voice.to(turn.me)))]
    least, most, seed = (values.get(name, "").strip() for name in wording.SIZES)
    wanted, errors = _wanted(Voice.to(turn.me), least, most, seed)
    if errors:
        return [Reply(FieldErrors(wording.look_form(Voice.to(turn.me), least, most, seed), errors))]
    return await looked_for(turn, wanted)


def _wanted(voice: Voice, least: str, most: str, seed: str) -> tuple[Wanted, dict[str, str]]:
    fits = [each.isascii() and each.isdigit() and 2 <= int(each[:3]) <= _LARGEST for each in (least, most)]
    errors = {
        name: wording.no_size(voice, _LARGEST) for name, good in zip(wording.SIZES, fits, strict=False) if not good
    }
    if all(fits) and int(least) > int(most):
        errors["most"] = wording.upside_down(voice)
    if seed and not (seed.isascii() and seed.isdigit() and len(seed) <= 6):
        errors["seed"] = wording.no_seed(voice)
    return (Wanted(), errors) if errors else (Wanted(int(least), int(most), int(seed or "0")), errors)


@routes.form("group.move", role=Role.COORDINATOR)
async def move(turn: Turn, subject: str, values: Mapping[str, str]) -> Effects:
    """Move people of a proposal to another group, to a new one or out of all; or let two change places."""
    draft_id, _, mark = subject.partition(".")
    who, to = values.get("who", "").strip(), values.get("to", "").strip().casefold()
    draft, voice = await open_draft(turn), Voice.to(turn.me)
    if draft.id != draft_id:
        raise Refused(cards.none_waits(voice))
    form = wording.move_form(voice, draft, who, to)
    if mark != draft.mark:
        said = wording.changed_meanwhile(voice, draft, await changer(turn, draft))
        return [Reply(FieldErrors(form, {"who": said}))]
    people, unknown = await _people(turn, draft, who)
    wrong = wording.who_is_wrong(voice, unknown, len(people), to)
    errors = {"who": wrong} if wrong else {}
    position = _position(draft, to)
    if not errors and to != wording.SWAP and position is _NOWHERE:
        errors["to"] = wording.no_group(voice, len(draft.groups))
    if not errors and to == wording.SWAP and len({draft.group_of(one.id) for one in people}) < len(people):
        errors["who"] = wording.same_group(voice)
    if errors:
        return [Reply(FieldErrors(form, errors))]
    ids = [one.id for one in people]
    changed = draft.swapped(*ids) if to == wording.SWAP else draft.moved(ids, position)
    return await _changed(turn, draft, changed, people)


_NOWHERE = -1


def _position(draft: GroupDraft, to: str) -> int | None:
    """Return which group is meant; None for no place, -1 for what is none."""
    if to == wording.NONE:
        return None
    if to == wording.NEW:
        return len(draft.groups)
    number = int(to) if to.isascii() and to.isdigit() and len(to) < 6 else 0
    return number - 1 if 1 <= number <= len(draft.groups) else _NOWHERE


async def _people(turn: Turn, draft: GroupDraft, typed: str) -> tuple[list[Member], list[str]]:
    """Return the people of a proposal somebody names by their handles, and what names nobody in it."""
    inside = set(draft.everybody)
    learners = await turn.tx.members.in_cohort(turn.here.id, Role.LEARNER)
    known = {one.handle.casefold(): one for one in learners if one.id in inside}
    named = list(dict.fromkeys(filter(None, _BETWEEN.split(typed))))
    found = {handle: known.get(handle.removeprefix("@").casefold()) for handle in named}
    return [one for one in found.values() if one is not None], [handle for handle, one in found.items() if one is None]


async def _changed(turn: Turn, before: GroupDraft, after: GroupDraft, people: Sequence[Member]) -> Effects:
    saved = after.changed_from(before, turn.now, turn.me.id)
    await turn.tx.group_drafts.save(saved)
    await turn.tx.audit.add(turn.now, turn.me.id, "groups.changed", before.id)
    return [Reply(wording.moved(Voice.to(turn.me), await looked_at(turn, turn.here, saved), people))]


@routes.action("group.undo", role=Role.COORDINATOR)
async def undo(turn: Turn, subject: str) -> Effects:
    """Take the last change of a proposal back."""
    draft = await these(turn, subject)
    if not draft.before:
        raise Refused(wording.nothing_to_undo(Voice.to(turn.me)))
    return await _changed(turn, draft, draft.taken_back(), ())
