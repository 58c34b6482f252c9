"""Handlers, one module per thing people do: read, ask the domain, write, return effects."""

from functools import cache

from bot.router import Router


@cache
def all_routes() -> Router:
    """Return every flow's routes, joined."""
    from bot.flows import (  # here, so that one flow can be imported without all others
        absences,
        care,
        case_desk,
        cases,
        check_ins,
        closing,
        cohorts,
        digests,
        help,
        ladder,
        leaving,
        messages,
        onboarding,
        prompts,
        reach_out,
        retention,
        safety,
        undelivered,
        workspaces,
    )

    flows = (
        absences,
        care,
        case_desk,
        cases,
        check_ins,
        closing,
        cohorts,
        digests,
        help,
        ladder,
        leaving,
        messages,
        onboarding,
        prompts,
        reach_out,
        retention,
        safety,
        undelivered,
        workspaces,
    )
    return Router.joined(flow.routes for flow in flows)
