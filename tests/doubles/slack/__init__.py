"""A wire-level double of Slack: the unmodified client libraries live on it, and tests act as its people."""

from tests.doubles.slack.double import SlackDouble
from tests.doubles.slack.person import Person
from tests.doubles.slack.sight import SeenForm, SeenMessage, Sight
from tests.doubles.slack.workspace import Workspace

__all__ = ["Person", "SeenForm", "SeenMessage", "Sight", "SlackDouble", "Workspace"]
