"""Slack: what would keep the bot from being at home there."""

from collections.abc import Sequence

from adapters.cli.checkup.note import Note
from adapters.cli.checkup.places import known, named, workspaces
from adapters.cli.slack_service import slack_keys
from adapters.clock import SystemClock
from adapters.slack.checks import Wanted, look
from adapters.slack.directory import PLATFORM
from adapters.slack.tokens import kept
from bot.cohort_file import CohortFile
from bot.config import SlackSection
from bot.errors import EnvironmentProblem
from bot.ports import Tx

SUBJECT = "slack"


async def slack(section: SlackSection, cohorts: Sequence[CohortFile], tx: Tx | None) -> list[Note]:
    """Look at Slack, if it is turned on; installations are known from the database."""
    if not section.enabled:
        return []
    try:
        keys = slack_keys(section)
    except EnvironmentProblem as problem:
        return [Note(SUBJECT, "A token or secret is missing.", str(problem))]
    channels = {
        team_id: named(cohorts, PLATFORM, team_id) | await known(tx, PLATFORM, team_id)
        for team_id in workspaces(cohorts, PLATFORM)
    }
    wanted = Wanted(channels, await kept(tx) if tx is not None else ())
    return [Note(SUBJECT, found.what, found.mend) for found in await look(keys, wanted, SystemClock())]
