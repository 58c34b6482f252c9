"""The hub: everybody reads it, mentors propose, coordinators approve, owners keep it true (F6, F11)."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated

from bot.cards import FieldErrors
from bot.cohort_file import HubRow
from bot.domain.cohorts import Cohort
from bot.domain.days import parse_day
from bot.domain.hub import KEPT_FOR, TEXT, TITLE, HubItem, HubKind, HubState
from bot.domain.links import parse_link
from bot.domain.members import Member, Role
from bot.domain.schedule import local_date
from bot.effects import Effects, Refused, Reply, Revise, Send, ToChannel, ToMember
from bot.events import ActionChosen
from bot.flows.people import on_call, the_member
from bot.router import Router
from bot.turn import Turn
from bot.wording import changes, common
from bot.wording import hub as wording
from bot.wording.voice import Voice

routes = Router()

CHANNEL = "cohort"
_BOXES = ("title", "kind", "text", "link", "review_on")


async def of_file(turn: Turn, cohort: Cohort, rows: Iterable[HubRow], people: dict[str, Member]) -> None:
    """Store what a cohort file puts into the hub."""
    for number, row in enumerate(rows, 1):
        ids = (turn.new_id("hub", cohort.id, number), cohort.id, f"H{number}")
        owner = people[row.owner].id
        await turn.tx.hub.add(HubItem(*ids, row.kind, row.title, row.text, owner, row.review_on, row.link))


async def stale_items(turn: Turn, owner: Member) -> tuple[HubItem, ...]:
    """Return what is somebody's own in the hub and should be looked at again."""
    today = local_date(turn.now, owner.timezone)
    every = await turn.tx.hub.in_cohort(owner.cohort_id)
    return tuple(item for item in every if item.owner_id == owner.id and item.is_stale(today))


@routes.command("peer hub")
async def hub(turn: Turn) -> Effects:
    """Where things are: meeting links, templates, whom to ask, what to do if."""
    return [Reply(wording.page(Voice.to(turn.me), await _hub(turn)))]


async def _hub(turn: Turn) -> wording.Hub:
    items = [item for item in await turn.tx.hub.in_cohort(turn.here.id) if item.is_live]
    contact = turn.here.plan.help_contact
    is_mentor = turn.me.role is not Role.LEARNER
    return wording.Hub(items, await _links(turn), await on_call(turn, turn.here), contact, is_mentor)


async def _links(turn: Turn) -> list[tuple[str, str]]:
    """Return where the acting member meets whom."""
    mine = await turn.tx.pairings.of_learner(turn.me.id)
    pairings = [mine] if mine is not None else await turn.tx.pairings.of_mentor(turn.me.id)
    found = []
    for pairing in pairings:
        other = await the_member(turn, pairing.mentor_id if mine is not None else pairing.learner_id)
        if pairing.link:
            found.append((other.name, pairing.link))
    return found


@routes.action("hub.choose")
async def choose(turn: Turn, _subject: str) -> Effects:
    """Open one thing of the hub."""
    chosen = turn.event.value if isinstance(turn.event, ActionChosen) else ""
    voice = Voice.to(turn.me)
    if chosen in wording.GUIDES:
        return [Reply(wording.guide(voice, chosen))]
    item = await turn.tx.hub.get(chosen)
    if item is None or item.cohort_id != turn.here.id or not item.is_live:
        return [Reply(wording.page(voice, await _hub(turn)))]
    owner = await the_member(turn, item.owner_id)
    return [Reply(wording.item(voice, item, owner, may_change=turn.me.role is not Role.LEARNER))]


@routes.command("mentor hub edit", role=Role.MENTOR)
async def edit_command(turn: Turn, item: Annotated[str, "The item, like H2 (left out: something new)"] = "") -> Effects:
    """Propose something for the hub, or a change; a coordinator approves it."""
    voice = Voice.to(turn.me)
    if not item:
        return [Reply(wording.form(voice, None))]
    every = await turn.tx.hub.in_cohort(turn.here.id)
    found = next((one for one in every if one.is_live and one.ref == item.strip().upper()), None)
    if found is None:
        raise Refused(wording.unknown(voice, item))
    return [Reply(wording.form(voice, found))]


async def _live(turn: Turn, item_id: str) -> HubItem:
    item = await turn.tx.hub.get(item_id)
    if item is None or item.cohort_id != turn.here.id:
        raise Refused(common.not_yours(Voice.to(turn.me)))
    if not item.is_live:
        raise Refused(wording.settled(Voice.to(turn.me)))
    return item


@routes.action("hub.change", role=Role.COORDINATOR)
async def change(turn: Turn, _subject: str) -> Effects:
    """Write down what is done otherwise because of what people said."""
    return [Reply(wording.form(Voice.to(turn.me), None, ("", HubKind.CHANGE, "", "", "")))]


@routes.action("hub.edit", role=Role.MENTOR)
async def edit(turn: Turn, item_id: str) -> Effects:
    """Open an item to change it."""
    return [Reply(wording.form(Voice.to(turn.me), await _live(turn, item_id)))]


@routes.action("hub.keep", role=Role.MENTOR)
async def keep(turn: Turn, item_id: str) -> Effects:
    """It still holds: look again in some weeks."""
    kept = (await _live(turn, item_id)).kept(local_date(turn.now, turn.me.timezone))
    await turn.tx.hub.save(kept)
    return [Reply(wording.still_right(Voice.to(turn.me), kept))]


@routes.form("hub.save", role=Role.MENTOR)
async def save(turn: Turn, item_id: str, values: Mapping[str, str]) -> Effects:
    """Keep what was written: a mentor's waits for a coordinator, a coordinator's is there at once."""
    before = await _live(turn, item_id) if item_id else None
    typed = {name: values.get(name, "").strip() for name in _BOXES}
    problems, link, review_on = _read(turn, typed)
    if problems:
        form = wording.form(Voice.to(turn.me), before, tuple(typed[name] for name in _BOXES))
        return [Reply(FieldErrors(form, problems))]
    number = len(await turn.tx.hub.in_cohort(turn.here.id)) + 1
    kind = HubKind(typed["kind"]) if typed["kind"] in list(HubKind) else HubKind.GUIDE
    if kind is HubKind.CHANGE:
        review_on = local_date(turn.now, turn.here.timezone)
    item = HubItem(
        turn.new_id("hub", turn.here.id, number),
        turn.here.id,
        f"H{number}",
        kind,
        " ".join(typed["title"].split())[:TITLE],
        typed["text"][:TEXT],
        turn.me.id,
        review_on,
        link,
        HubState.PROPOSED,
        before.id if before is not None else "",
    )
    await turn.tx.hub.add(item)
    if turn.me.role is Role.COORDINATOR:
        return await _into(turn, item)
    coordinators = (await on_call(turn, turn.here))[:1]
    asked = [
        Send(ToMember(one.id), wording.proposed(Voice.to(one), item, turn.me, before), tag=f"hub:{item.id}")
        for one in coordinators
    ]
    return [Reply(wording.sent_in(Voice.to(turn.me))), *asked]


def _read(turn: Turn, typed: Mapping[str, str]) -> tuple[dict[str, str], str, date]:
    """Return what is wrong by box, the link, and the day to look again."""
    voice, today = Voice.to(turn.me), local_date(turn.now, turn.me.timezone)
    problems, link, review_on = dict[str, str](), "", today + KEPT_FOR
    if not typed["title"]:
        problems["title"] = wording.no_title(voice)
    if not typed["text"] and not typed["link"]:
        problems["text"] = wording.no_content(voice)
    try:
        link = parse_link(typed["link"])
    except ValueError:
        problems["link"] = wording.no_link(voice)
    try:
        review_on = parse_day(typed["review_on"], today) if typed["review_on"] else review_on
    except ValueError:
        problems["review_on"] = wording.no_day(voice)
    if review_on < today:
        problems["review_on"] = wording.no_day(voice)
    return problems, link, review_on


async def _into(turn: Turn, item: HubItem) -> Effects:
    """Show it to everybody; what it replaces goes, and its owner hears of it."""
    replaced = await turn.tx.hub.get(item.replaces) if item.replaces else None
    if replaced is not None:
        await turn.tx.hub.save(replaced.retired())
    await turn.tx.hub.save(item.approved())
    await turn.tx.audit.add(turn.now, turn.me.id, "hub.approved", item.id)
    effects: Effects = [Reply(wording.live(Voice.to(turn.me), item))]
    if item.owner_id != turn.me.id:
        owner = await the_member(turn, item.owner_id)
        effects.append(Send(ToMember(owner.id), wording.live(Voice.to(owner), item)))
        effects.append(Revise(f"hub:{item.id}", wording.live(Voice.to(turn.me), item)))
    return [*effects, *await _told(turn, item)]


async def _told(turn: Turn, item: HubItem) -> Effects:
    """Tell everybody what has changed, and because of what."""
    if item.kind is not HubKind.CHANGE or await turn.tx.places.named(turn.here.id, CHANNEL) is None:
        return []
    return [
        Send(ToChannel(turn.here.id, CHANNEL), changes.changed(Voice.to(turn.here), item), key=f"hub:{item.id}:told")
    ]


async def _proposed(turn: Turn, item_id: str) -> HubItem:
    item = await turn.tx.hub.get(item_id)
    if item is None or item.cohort_id != turn.here.id:
        raise Refused(common.not_yours(Voice.to(turn.me)))
    if item.state is not HubState.PROPOSED:
        raise Refused(wording.settled(Voice.to(turn.me)))
    return item


@routes.action("hub.approve", role=Role.COORDINATOR)
async def approve(turn: Turn, item_id: str) -> Effects:
    """Into the hub."""
    return await _into(turn, await _proposed(turn, item_id))


@routes.action("hub.decline", role=Role.COORDINATOR)
async def decline(turn: Turn, item_id: str) -> Effects:
    """Not this time; whoever proposed it hears so, kindly."""
    item = await _proposed(turn, item_id)
    await turn.tx.hub.save(item.retired())
    await turn.tx.audit.add(turn.now, turn.me.id, "hub.declined", item.id)
    owner = await the_member(turn, item.owner_id)
    card = wording.declined(Voice.to(turn.me), item)
    told = Send(ToMember(owner.id), wording.declined(Voice.to(owner), item))
    return [Reply(card), Revise(f"hub:{item.id}", card), told]
