"""Every card there is, with text that would be hostile on Slack."""

from tests.golden.shown import cards

ROUGH = "Eve @everyone <!channel> <@U0EVE> [free](https://evil.example) ``|| **x** \u202e#"
CARDS = cards(ROUGH)
LARGE = CARDS["large"]
