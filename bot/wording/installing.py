"""What somebody reads in the browser who puts the app into a workspace: a heading and a few sentences."""

from dataclasses import dataclass

AGAIN = "Start again"
"""The link back to the beginning."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One page. With `may_try_again` it leads back to the beginning."""

    heading: str
    text: str
    may_try_again: bool = False


def installed(workspace: str, workspace_id: str) -> Notice:
    """After it worked."""
    return Notice(
        f"Kith is in {workspace} now",
        f"Two steps are left. In the cohort file, name this workspace as {workspace_id}. In Slack, invite Kith to the "
        "channels of the programme. `kith doctor` then says whether anything is missing.",
    )


def declined() -> Notice:
    """When somebody did not allow it."""
    return Notice("Nothing was installed", "You did not allow it, and nothing has changed.", may_try_again=True)


def unknown_state() -> Notice:
    """When the way back does not fit the way there."""
    return Notice(
        "Please start again",
        "This link is too old, was used already, or belongs to another browser. Nothing was installed.",
        may_try_again=True,
    )


def failed() -> Notice:
    """When Slack or we had trouble."""
    return Notice(
        "That did not work",
        "Slack gave no access this time. Please try again in a minute; if it stays like this, the log says why.",
        may_try_again=True,
    )


def for_one_workspace() -> Notice:
    """When the app was installed for a whole organisation."""
    return Notice(
        "Please choose one workspace",
        "Kith works in single workspaces, not in a whole organisation. Nothing was installed.",
        may_try_again=True,
    )
