"""What other programs are told when something is wrong; whoever wrote the program reads it."""


def no_token() -> str:
    """Without a token, or with one that is not good."""
    return "This needs a token that is in use: `Authorization: Bearer kith_…`. `kith token create` makes one."


def not_allowed(scope: str) -> str:
    """A token for something else."""
    return f"This token is not for {scope}. `kith token create NAME --may {scope}` makes one that is."


def too_often() -> str:
    """More requests than the limit."""
    return "That was a lot at once. Wait a minute, then go on; many rows go into one request."


def too_big() -> str:
    """More than the limit of a request."""
    return "A request has 1 MB and 5,000 rows at most. Nothing was changed; bring it in parts."


def no_json() -> str:
    """A body of another kind."""
    return "The body must be JSON, with `Content-Type: application/json`. Nothing was changed."


def unreadable() -> str:
    """A body that is no JSON."""
    return "The body is no JSON that can be read. Nothing was changed."


def wrong_shape() -> str:
    """JSON of another shape than described."""
    return "The body is not as /v1/openapi.json describes it. Nothing was changed; `problems` has every place."


def wrong_rows() -> str:
    """Rows that cannot be, as things stand."""
    return "Some rows cannot be. Nothing was changed; `problems` has every one, with what would mend it."


def no_cohort(handle: str) -> str:
    """The token's cohort is not here."""
    return f"There is no cohort {handle} here. Create a token for one that there is."


def not_there() -> str:
    """Another address."""
    return "There is nothing at this address. /v1/openapi.json describes what there is."


def not_so() -> str:
    """Another method."""
    return "This address takes another method; /v1/openapi.json says which."


def try_again() -> str:
    """Something failed on our side."""
    return "It could not be stored. Nothing was changed; try again in a minute."


def tokens_unreadable() -> str:
    """The file of tokens is damaged."""
    return "The file of tokens cannot be read, so nobody gets in. Whoever runs this bot finds the reason in its log."


def no_calendar() -> str:
    """A secret address that is not, or no longer, good."""
    return "This calendar address is not in use. In the chat, /peer my calendar makes a new one."
