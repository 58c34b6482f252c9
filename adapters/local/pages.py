"""The page: what stands on it for one person in one channel, whole or in the parts that change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from adapters import look
from adapters import safe_html as render
from adapters.local.addresses import address
from adapters.local.api import commands_for
from adapters.local.clock_bar import SPEEDS, moment, next_noon
from adapters.local.directory import direct_channel_id
from adapters.local.records import MESSAGE_LIMIT, Channel, Message, Person
from adapters.local.site import Site, person_of, site_of
from adapters.local.views import Seer, channel_row, person_row
from bot.wording import surface
from bot.wording.commands import MENUS
from bot.wording.tour import TITLE

TEMPLATES: Final = look.templates(Path(__file__).parent / "templates")
TEMPLATES.globals["menus"], TEMPLATES.globals["surface"] = tuple(MENUS), surface
_PARTS: Final = ("people", "channels", "lines", "thread", "clock", "moves", "tour", "plan", "dialog")
_VIEWS: Final = ("people", "chat", "plan")
_PAGE: Final = 50
_AHEAD: Final = 12


@dataclass(frozen=True, slots=True)
class Looking:
    """What a page is about: who looks, at which channel, and what the address asks for besides."""

    site: Site
    viewer: Person
    channel: Channel
    asked: Mapping[str, str]

    @property
    def address(self) -> str:
        """Return the channel's address."""
        return address(self.viewer.id, self.channel.id)

    def number(self, name: str) -> int:
        """Return a whole number of the address, 0 when there is none."""
        digits = self.asked.get(name, "")
        return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 16 else 0


async def looking(request: Request) -> Looking:
    """Return what a request looks at; 404 for a channel that is not there for this person."""
    site, viewer = site_of(request), await person_of(request)
    channel = await site.workspace.directory.channel(request.path_params["channel"])
    if channel is None or not await site.workspace.allowed(viewer.id, channel.id):
        raise HTTPException(404, "This channel is not there, or you are not in it.")
    return Looking(site, viewer, channel, request.query_params)


async def front(request: Request) -> Response:
    """Go to whom the first hint is for, else to the first person there is."""
    site = site_of(request)
    people = [person.id for person in await site.workspace.directory.people()]
    if not people:
        raise HTTPException(404, "There is nobody in this workspace yet.")
    hinted = (step.person_id for step in site.tour if step.person_id in people)
    return RedirectResponse(address(next(hinted, people[0])), 303)


async def at_person(request: Request) -> Response:
    """Go to somebody's first channel with something unread, else their private chat with the bot."""
    site, viewer = site_of(request), await person_of(request)
    unread = await site.workspace.messages.unread_by_channel(viewer.id)
    channels = [channel.id for channel in await site.workspace.directory.channels_of(viewer.id)]
    chosen = next((channel_id for channel_id in reversed(channels) if unread.get(channel_id)), "")
    return RedirectResponse(address(viewer.id, chosen or direct_channel_id(viewer.id), request.query_params), 303)


async def page(request: Request) -> Response:
    """Show a channel as somebody, and note that they have read it."""
    return await show(await looking(request))


async def show(at: Looking, problem: str = "", typed: str = "", status: int = 200) -> Response:
    """Return the whole page, with what went wrong with the last act."""
    line = await at.site.workspace.messages.read_until(at.viewer.id, at.channel.id)
    await _read(at)
    at = replace(at, asked={**at.asked, "line": str(line)})
    context = {**await _context(at), "problem": problem, "typed": typed}
    return HTMLResponse(TEMPLATES.get_template("page.html").render(context), status)


async def parts(request: Request) -> Response:
    """Return what changes while a page is open, by name; `seen` says that somebody looks at it."""
    at = await looking(request)
    if at.asked.get("seen"):
        await _read(at)
    context = await _context(at)
    rendered = {name: TEMPLATES.get_template(f"{name}.html").render(context) for name in _PARTS}
    return JSONResponse({**rendered, "unread": context["unread_in_all"]})


async def _read(at: Looking) -> None:
    if at.number("before"):
        return
    messages = at.site.workspace.messages
    await messages.read(at.viewer.id, at.channel.id)
    root = await _root(at)
    if root is not None:
        await messages.read(at.viewer.id, at.channel.id, root.id)


async def _root(at: Looking) -> Message | None:
    """Return the first message of the thread that is open."""
    root = await at.site.workspace.messages.find(at.asked.get("thread", ""), at.viewer.id)
    return root if root is not None and root.channel_id == at.channel.id and not root.thread else None


async def _context(at: Looking) -> dict[str, Any]:
    directory, messages = at.site.workspace.directory, at.site.workspace.messages
    everybody, unread = await directory.people(), await messages.unread_by_channel(at.viewer.id)
    seer = Seer(at.viewer, everybody, await messages.unread_by_person())
    return {
        "at": at,
        "token": at.site.token,
        "me": person_row(at.viewer),
        "timezone": at.viewer.timezone,
        "groups": seer.groups(),
        "channel": at.channel,
        "channel_name": render.clean(at.channel.name),
        "channels": [
            channel_row(channel, at.viewer, at.channel.id, unread.get(channel.id, 0))
            for channel in await directory.channels_of(at.viewer.id)
        ],
        "member_count": len(await directory.member_ids(at.channel.id)),
        "pinned": [seer.message(m) for m in await messages.pinned(at.channel.id, at.viewer.id)],
        "unread_in_all": sum(unread.values()),
        "view": at.asked.get("view", "chat") if at.asked.get("view") in _VIEWS else "chat",
        "commands": commands_for(at.site, at.viewer),
        "dialog": await at.site.workspace.dialogs.of(at.viewer.id),
        "limit": MESSAGE_LIMIT,
        "tour": await _tour(at.site, everybody),
        "tour_title": TITLE,
        **await _chat(at, seer),
        **await _thread(at, seer),
        **await _time(at, seer),
    }


async def _chat(at: Looking, seer: Seer) -> dict[str, Any]:
    messages = at.site.workspace.messages
    found = await messages.in_channel(at.channel.id, at.viewer.id, at.number("before"), _PAGE + 1)
    has_earlier, found = len(found) > _PAGE, found[-_PAGE:]
    read_until = at.number("line") or await messages.read_until(at.viewer.id, at.channel.id)
    threads = await messages.answers([message.id for message in found], at.viewer.id)
    editing = await messages.find(at.asked.get("edit", ""), at.viewer.id)
    return {
        "lines": seer.lines(found, threads, read_until),
        "read_until": read_until,
        "earliest": found[0].seq if found else 0,
        "has_earlier": has_earlier,
        "is_back": bool(at.number("before")),
        "editing": editing if editing is not None and editing.author_id == at.viewer.id else None,
    }


async def _thread(at: Looking, seer: Seer) -> dict[str, Any]:
    root = await _root(at)
    if root is None:
        return {"root": None, "answers": []}
    answers = await at.site.workspace.messages.in_thread(root.id, at.viewer.id)
    return {"root": seer.message(root), "answers": seer.lines(answers, {}, 0)}


async def _time(at: Looking, seer: Seer) -> dict[str, Any]:
    stage = at.site.stage
    due = await stage.next_event()
    upcoming = [
        {
            "at": render.time(line.at, seer.reader),
            "what": render.clean(line.what),
            "to": render.clean(line.to),
            "why": render.clean(line.why),
        }
        for line in await stage.upcoming(_AHEAD)
    ]
    return {
        "now": stage.now(),
        "local_now": seer.reader.local(stage.now()),
        "next_noon": next_noon(seer.reader.local(stage.now())),
        "speed": int(stage.speed),
        "speeds": SPEEDS,
        "is_paused": stage.is_paused,
        "is_real": stage.is_real,
        "next_event": render.time(due, seer.reader) if due is not None else None,
        "jump": at.site.jumps.current,
        "jump_to": render.time(at.site.jumps.current.target, seer.reader) if at.site.jumps.current else None,
        "upcoming": upcoming,
    }


async def _tour(site: Site, people: Sequence[Person]) -> list[dict[str, Any]]:
    """Return the first hints until they were put away; a moment that is past cannot be gone to again."""
    if await site.workspace.facts.get("hints") == "away":
        return []
    now, zones = site.stage.now(), {person.id: person.timezone for person in people}
    return [
        {
            "step": step,
            "address": address(step.person_id, direct_channel_id(step.person_id)),
            "is_ahead": moment(step.on, zones[step.person_id]) > now,
        }
        for step in site.tour
        if step.person_id in zones
    ]


def sorry(status: int, sentence: str) -> str:
    """Return a small page that says why there is nothing to show."""
    return TEMPLATES.get_template("sorry.html").render(status=status, sentence=sentence)


ROUTES = [
    Route("/", front),
    Route("/as/{person}", at_person),
    Route("/as/{person}/{channel}", page),
    Route("/as/{person}/{channel}/parts", parts),
]
