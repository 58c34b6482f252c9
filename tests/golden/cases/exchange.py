"""What other programs read, and the secret address of somebody's calendar."""

from collections.abc import Iterator

from bot.domain.cases import Resolution
from bot.wording import calendar_feed, cases, exchange, roster
from tests.golden.case import Case, case
from tests.golden.sample import NOW, VOICE, cohort, the_case
from tests.golden.typed import Typed

SENTENCES = (
    *(exchange.no_token, exchange.too_often, exchange.too_big, exchange.no_json, exchange.unreadable),
    *(exchange.wrong_shape, exchange.wrong_rows, exchange.not_there, exchange.not_so, exchange.try_again),
    *(exchange.tokens_unreadable, exchange.no_calendar),
)


def of_exchange(typed: Typed) -> Iterator[Case]:
    for function in SENTENCES:
        yield case(function, "")
    yield case(exchange.not_allowed, "", "progress")
    yield case(exchange.no_cohort, "", "spring")
    yield case(roster.overtaken, "", VOICE)
    open_ = the_case(typed)
    yield case(cases.announced, "opened", cohort(typed), open_)
    yield case(cases.announced, "closed", cohort(typed), open_.resolved(Resolution.SUPPORTED, NOW))


def of_calendar(_typed: Typed) -> Iterator[Case]:
    yield case(calendar_feed.address, "", VOICE, "https://exchange.example.org/calendar/0123abcd.4567ef.ics")
    for function in (calendar_feed.ended, calendar_feed.not_served):
        yield case(function, "", VOICE)
