"""What every page and every call needs: the workspace, its gateway and stage, and the token against forgery."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request

from adapters.local.gateway import Gateway
from adapters.local.jumps import Jumps
from adapters.local.records import Person
from adapters.local.stage import Stage
from adapters.local.tour import Tour
from adapters.local.workspace import Workspace

TOKEN_HEADER = "x-kith-token"  # the header's name, not a secret


@dataclass(frozen=True, slots=True)
class Site:
    """One served workspace. `token` must come back with everything that changes something."""

    workspace: Workspace
    gateway: Gateway
    stage: Stage
    jumps: Jumps
    tour: Tour
    token: str

    @classmethod
    async def of(cls, workspace: Workspace, gateway: Gateway, stage: Stage, tour: Tour) -> "Site":
        """Put a site together; its token outlives a restart, so that open pages go on working."""
        token = await workspace.facts.once("token", secrets.token_urlsafe(24))
        return cls(workspace, gateway, stage, Jumps(stage, workspace.changes), tour, token)


def site_of(request: Request) -> Site:
    """Return the site a request is for."""
    site = request.app.state.site
    assert isinstance(site, Site)
    return site


async def person_of(request: Request) -> Person:
    """Return who acts in a request; 404 for somebody who is not there."""
    person = await site_of(request).workspace.directory.person(request.path_params["person"])
    if person is None:
        raise HTTPException(404, "There is nobody of that name here.")
    return person


async def form_values(request: Request) -> Mapping[str, str]:
    """Return what a page's form sent, if it carries our token."""
    async with request.form(max_fields=60, max_files=0) as form:
        values = {key: value for key, value in form.items() if isinstance(value, str)}
    check_token(request, values.get("token", ""))
    return values


def check_token(request: Request, given: str) -> None:
    """Refuse a request that another site may have made."""
    expected = site_of(request).token
    if not secrets.compare_digest(given.encode(errors="replace"), expected.encode()):
        raise HTTPException(403, "This page is out of date. Please reload it and try again.")
