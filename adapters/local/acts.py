"""What the page's forms do. They work without script; our script sends the same forms and stays on the page."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from adapters.local import clock_bar
from adapters.local.addresses import address
from adapters.local.gateway import NotPossible
from adapters.local.pages import Looking, looking, show
from adapters.local.site import form_values

_WAIT_FOR_JUMP = 1.5
"""Seconds a page without script waits for a short jump before it shows how far it is."""


async def act(request: Request) -> Response:
    """Do what a form asks, then show the page again."""
    at, values = await looking(request), await form_values(request)
    at = Looking(at.site, at.viewer, at.channel, {**_kept(values), **_wanted(values)})
    try:
        await _do(at, values)
    except NotPossible as problem:
        if _is_script(request):
            return JSONResponse({"problem": str(problem)}, 409)
        return await show(at, str(problem), values.get("text", ""), 409)
    if _is_script(request):
        return JSONResponse({})
    await at.site.jumps.wait(_WAIT_FOR_JUMP)
    return RedirectResponse(_address(at, values), 303)


async def _do(at: Looking, values: Mapping[str, str]) -> None:
    gateway, me, channel = at.site.gateway, at.viewer.id, at.channel.id
    match values.get("act", ""):
        case "say":
            await gateway.say(me, channel, values.get("text", ""), values.get("reply_to", ""))
        case "edit":
            await gateway.edit(me, values.get("message", ""), values.get("text", ""))
        case "press":
            await gateway.press(me, values.get("message", ""), values.get("action", ""), values.get("value", ""))
        case "point":
            await gateway.point(me, values.get("message", ""), values.get("menu", ""))
        case "submit":
            given = {key.removeprefix("field-"): value for key, value in values.items() if key.startswith("field-")}
            await gateway.submit(me, values.get("dialog", ""), given)
        case "cancel":
            await gateway.cancel(me, values.get("dialog", ""))
        case "clock":
            await clock_bar.run(at.site, values, at.viewer.timezone)
        case "hints":
            await at.site.workspace.facts.put({"hints": "away"})
            at.site.workspace.changes.everything()
        case _:
            raise NotPossible("This page does not know what to do. Please reload it.")


def _kept(values: Mapping[str, str]) -> dict[str, str]:
    """Return what of the address goes on: the open thread, the view of a small screen."""
    return {name: values[name] for name in ("thread", "view") if values.get(name)}


def _wanted(values: Mapping[str, str]) -> dict[str, str]:
    """Return what an edit that failed shows again."""
    return {"edit": values["message"]} if values.get("act") == "edit" and "message" in values else {}


def _address(at: Looking, values: Mapping[str, str]) -> str:
    return address(at.viewer.id, at.channel.id, _kept(values))


def _is_script(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")


ROUTES = [Route("/as/{person}/{channel}", act, methods=["POST"])]
