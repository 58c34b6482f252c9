"""The description and what is served agree: schemathesis asks what it makes up from the one, and judges the other."""

import asyncio
from pathlib import Path
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings

from adapters.allowance import Limits
from adapters.exchange import Scope, TokenFile, build
from adapters.exchange.description import description
from adapters.listening import Guest, listening_on
from bot.people_file.sections import EverybodyColumns
from tests.adapters.exchange.served import Exchange
from tests.world import World

EXAMPLES = 12


def asked(url: str, token: str, described: dict[str, Any]) -> set[int]:
    """Ask what the description allows and what it does not; return the statuses that came."""
    schema = schemathesis.openapi.from_dict(described)
    schema.config.update(base_url=url)
    schema.config.checks.negative_data_rejection.expected_statuses.append("413")  # too many rows are refused as too big
    statuses = set[int]()
    left_out = [schemathesis.checks.CHECKS.get_one("positive_data_acceptance")]  # ids that are made up are nobody's
    for found in schema.get_all_operations():
        operation = found.ok()
        for mode in schemathesis.GenerationMode:

            @seed(2027)
            @settings(
                max_examples=EXAMPLES,
                deadline=None,
                database=None,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            )
            @given(case=operation.as_strategy(generation_mode=mode))
            def ask(case: schemathesis.Case) -> None:
                headers = {"Authorization": f"Bearer {token}"}
                statuses.add(case.call_and_validate(headers=headers, excluded_checks=left_out).status_code)

            ask()
    return statuses


async def test_every_answer_is_as_described_whatever_is_asked(world: World, tmp_path: Path) -> None:
    async with world(learners="L1 L2") as cohort:
        app, tokens = cohort.play.house.app, TokenFile(tmp_path / "tokens.json")
        token = tokens.create("fuzz", "test", list(Scope), cohort.play.clock.now())
        web = build(app, tokens, limits=Limits(_never_the_same_minute()))
        async with Guest(web, lifespan="off").running(listening_on("127.0.0.1", 0)) as url:
            statuses = await asyncio.to_thread(asked, url, token, description(""))

    assert statuses >= {200, 409, 422}
    assert not [status for status in statuses if status >= 500]


def _never_the_same_minute() -> Any:
    minutes = iter(range(0, 10**9, 60))
    return lambda: next(minutes)


async def test_the_description_needs_no_token_and_has_every_column_of_a_spreadsheet(exchange: Exchange) -> None:
    described = (await exchange.client.get("/v1/openapi.json")).json()

    people = described["components"]["schemas"]["People"]["properties"]["people"]["items"]
    assert set(people["properties"]) == set(EverybodyColumns.model_fields)
    assert described["servers"] == [{"url": "https://exchange.example.org"}]
    assert all(column["description"] for column in people["properties"].values())
