"""The pages for probes as `kith run` serves them: what the configuration says, and the token from the environment."""

import os

from adapters.health import Door
from bot.config import HealthSection
from bot.config.kinds import LOOPBACK
from bot.errors import EnvironmentProblem

TOKEN = "KITH_HEALTH_TOKEN"
SHORTEST = 32


def door_to_health(section: HealthSection) -> Door:
    """Return where they are served; EnvironmentProblem where other computers could read them without a token."""
    token = os.environ.get(TOKEN, "").strip()
    if (token or section.host not in LOOPBACK) and len(token) < SHORTEST:
        raise EnvironmentProblem(too_open())
    return Door(section.host, section.port, token)


def too_open() -> str:
    """Return what to do where the token is missing or too short."""
    return (
        f"{TOKEN} must be set to at least {SHORTEST} characters: under [health], `host` lets other computers read "
        "/readyz and /metrics. Make one with `python3 -c 'import secrets; print(secrets.token_urlsafe(32))'` and give "
        'it to Prometheus, too; or write `host = "127.0.0.1"`.'
    )
