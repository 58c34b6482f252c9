"""The tighter of Discord's and Slack's limits, so that a card that exists renders everywhere."""

from typing import Final

TEXT: Final = 2000
"""Characters of a message (Discord's plain message)."""
CARD_TEXT: Final = 3000
"""Characters of a card that has a title, fields or buttons (Slack's section)."""
TITLE: Final = 150
"""Characters of a card's title (Slack's header block)."""
FIELDS: Final = 10
FIELD_NAME: Final = 75
FIELD_VALUE: Final = 1024
BUTTONS: Final = 5
"""Buttons in one row (Discord)."""
BUTTON_LABEL: Final = 75
ACTION_ID: Final = 100
"""Characters of a custom_id (Discord)."""
OPTIONS: Final = 25
OPTION_LABEL: Final = 75
FORM_TITLE: Final = 24
"""Characters of a modal's title (Slack)."""
FORM_INPUTS: Final = 5
"""Inputs of a modal (Discord)."""
INPUT_LABEL: Final = 45
INPUT_VALUE: Final = 3000
"""Characters of a text input's value (Slack)."""
PICKED: Final = 80
"""Characters of a channel's id or name."""
COMMAND_NAME: Final = 32
COMMAND_DESCRIPTION: Final = 100
SUBCOMMANDS: Final = 25
"""Subcommands of one root (Discord)."""
MESSAGE_SCAN: Final = 40_000
"""Characters of an incoming message the core looks at; the matcher windows what is longer than its own cap."""
