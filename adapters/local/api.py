"""The JSON calls that look: for our own script, for rehearsals through the wire, and for tests without a browser."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from adapters.attachments import file_of
from adapters.local import clock_bar, wire
from adapters.local.calls import given_in
from adapters.local.records import Person
from adapters.local.site import Site, person_of, site_of
from bot.commands import Command
from bot.domain.access import may_use
from bot.domain.members import Role

WAIT_FOR_JUMP = 600.0
"""Seconds a caller without a page waits for a jump."""


async def session(request: Request) -> Response:
    """GET: the token every change must carry, and who is here."""
    site = site_of(request)
    return JSONResponse({"token": site.token, "workspace": site.workspace.name, "people": await _people(site)})


async def people(request: Request) -> Response:
    """GET: everybody, with how much they have not read."""
    return JSONResponse(await _people(site_of(request)))


async def _people(site: Site) -> list[wire.Json]:
    unread = await site.workspace.messages.unread_by_person()
    return [wire.person(person, unread.get(person.id, 0)) for person in await site.workspace.directory.people()]


async def inbox(request: Request) -> Response:
    """GET: somebody's channels, newest messages wherever (oldest first), and open form."""
    site, person = site_of(request), await person_of(request)
    unread = await site.workspace.messages.unread_by_channel(person.id)
    channels = await site.workspace.directory.channels_of(person.id)
    newest = await site.workspace.messages.newest(person.id, limit=_limit(request))
    return JSONResponse(
        {
            "channels": [wire.channel(channel, unread.get(channel.id, 0)) for channel in channels],
            "messages": [wire.message(message) for message in newest],
            "dialog": wire.dialog(await site.workspace.dialogs.of(person.id)),
        }
    )


async def messages(request: Request) -> Response:
    """GET: what somebody sees of a `channel`, or of a `thread`."""
    site, person = site_of(request), await person_of(request)
    thread, channel = request.query_params.get("thread"), request.query_params.get("channel", "")
    if thread:
        found = await site.workspace.messages.in_thread(thread, person.id)
    else:
        found = await site.workspace.messages.in_channel(channel, person.id, limit=_limit(request))
    return JSONResponse([wire.message(message) for message in found])


async def file(request: Request) -> Response:
    """GET: the file that came with a `message`, for who may see that message."""
    site, person = site_of(request), await person_of(request)
    found = await site.workspace.messages.find(request.path_params["message"], person.id)
    attachment = found.card.attachment if found is not None and found.card is not None else None
    if attachment is None:
        raise HTTPException(404, "There is no file here.")
    made = await file_of(attachment)
    shown = "inline" if made.alternative else "attachment"
    named = {"content-disposition": f'{shown}; filename="{made.name}"'}
    return Response(made.content, media_type=made.media_type, headers=named)


def _limit(request: Request) -> int:
    digits = request.query_params.get("limit", "100")
    return min(max(int(digits), 1), 1000) if digits.isascii() and digits.isdigit() and len(digits) < 6 else 100


async def commands(request: Request) -> Response:
    """GET: the commands somebody may use, for completion, and whom they can name."""
    site, person = site_of(request), await person_of(request)
    usable = commands_for(site, person)
    names = [{"id": other.id, "name": other.name} for other in await site.workspace.directory.people()]
    return JSONResponse({"commands": [wire.command(command) for command in usable], "people": names})


def commands_for(site: Site, person: Person) -> list[Command]:
    """Return the commands of somebody's role, by name."""
    role = next((role for role in Role if role == person.role), None)
    every = sorted(site.gateway.core.commands.values(), key=lambda command: command.name)
    return [command for command in every if command.role is None or (role and may_use(role, command.role))]


async def clock(request: Request) -> Response:
    """GET: the time, how it passes, and when the bot does something next. POST: set it, and wait for the jump."""
    site = site_of(request)
    if request.method == "POST":
        asked = await given_in(request)
        with_person = await site.workspace.directory.person(str(asked.get("person", "")))
        timezone = with_person.timezone if with_person is not None else "UTC"
        await clock_bar.run(site, {key: str(value) for key, value in asked.items()}, timezone)
        await site.jumps.wait(WAIT_FOR_JUMP)
    due, stage = await site.stage.next_event(), site.stage
    return JSONResponse(
        {
            "now": stage.now().isoformat(),
            "speed": stage.speed,
            "is_paused": stage.is_paused,
            "next_event": due.isoformat() if due is not None else None,
        }
    )


async def upcoming(request: Request) -> Response:
    """GET: what the bot will do next, and why."""
    return JSONResponse([wire.upcoming(line) for line in await site_of(request).stage.upcoming(_limit(request))])


ROUTES = [
    Route("/api/session", session),
    Route("/api/people", people),
    Route("/api/people/{person}/inbox", inbox),
    Route("/api/people/{person}/messages", messages),
    Route("/api/people/{person}/files/{message}", file),
    Route("/api/people/{person}/commands", commands),
    Route("/api/clock", clock, methods=["GET", "POST"]),
    Route("/api/upcoming", upcoming),
]
