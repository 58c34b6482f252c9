"""What the running bot says of itself, where it is asked."""

from adapters.cli.checkup.note import Note
from adapters.cli.health_service import door_to_health
from adapters.http import httpx
from bot.config import HealthSection
from bot.errors import EnvironmentProblem

SUBJECT = "health"
_WITHIN = 3.0


async def health(section: HealthSection) -> list[Note]:
    """Ask /readyz; nothing where it is turned off."""
    if not section.enabled:
        return []
    try:
        token = door_to_health(section).token
    except EnvironmentProblem as problem:
        return [Note(SUBJECT, "Other computers could read /readyz and /metrics.", str(problem))]
    host = f"[{section.host}]" if ":" in section.host else section.host
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    try:
        async with httpx.AsyncClient(timeout=_WITHIN, trust_env=False, headers=headers) as client:
            told = (await client.get(f"http://{host}:{section.port}/readyz")).json()
            troubles = [str(trouble) for trouble in told["troubles"]]
    except (httpx.HTTPError, ValueError, KeyError, TypeError):
        mend = "Start it: `kith run --config FILE`. If it runs, its log says why it does not answer."
        return [Note(SUBJECT, f"Nothing answers at {host}:{section.port}/readyz.", mend)]
    if not troubles:
        return [Note(SUBJECT, "The running bot says that all is well.")]
    return [Note(SUBJECT, trouble, "Its log names what fails.") for trouble in troubles]
