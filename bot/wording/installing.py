"""What somebody reads in the browser who puts the app into a workspace."""

from bot.cards import Card
from bot.markup import quoted

AGAIN = "Start again"
"""The link back to the beginning, below everything but success."""
DONE = "install.done"


def installed(workspace: str, workspace_id: str) -> Card:
    """After it worked."""
    return Card(
        f"Kith is in {quoted(workspace)} now. Two steps are left. In the cohort file, name this workspace as "
        f"{workspace_id}. In Slack, invite Kith to the channels of the programme. `kith doctor` then says whether "
        "anything is missing.",
        kind=DONE,
        title="Kith is installed",
    )


def declined() -> Card:
    """When somebody did not allow it."""
    return Card("You did not allow it, and nothing has changed.", kind="install.declined", title="Nothing is installed")


def unknown_state() -> Card:
    """When the way back does not fit the way there."""
    return Card(
        "This link is too old, was used already, or belongs to another browser. Nothing was installed.",
        kind="install.unknown",
        title="Please start again",
    )


def failed() -> Card:
    """When Slack or we had trouble."""
    return Card(
        "Slack gave no access this time. Please try again in a minute; if it stays like this, the log says why.",
        kind="install.failed",
        title="That did not work",
    )


def for_one_workspace() -> Card:
    """When the app was installed for a whole organisation."""
    return Card(
        "Kith works in single workspaces, not in a whole organisation. Nothing was installed.",
        kind="install.organisation",
        title="Please choose one workspace",
    )


def not_among(workspace: str, workspace_id: str) -> Card:
    """When the workspace is none of those that may have the app."""
    return Card(
        f"Whoever hosts this Kith lets only certain workspaces in, and {quoted(workspace)} ({workspace_id}) is not "
        "among them. The access you gave was given back. Ask them to add this id to `workspaces` under [slack] in the "
        "configuration, then start again.",
        kind="install.not_among",
        title="This workspace is not on the list",
    )
