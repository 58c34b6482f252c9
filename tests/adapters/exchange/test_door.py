"""Who gets in: whoever has a token that is in use, for one cohort and one thing, and not too often."""

import json
import stat

import httpx
import pytest

from adapters.exchange import Scope
from bot.errors import BadInput
from tests.adapters.exchange.served import HERE, Exchange

BODY = {"progress": [{"id": "L1", "module": 1}]}


async def test_nobody_gets_in_without_a_good_token(exchange: Exchange) -> None:
    good = exchange.token()
    near = good[:-1] + ("A" if good[-1] != "A" else "B")
    forged = [near, good.replace("moodle", "canvas"), "x", "", "kith_moodle_", good + "é"]
    tries = [("authorization", f"Bearer {text}") for text in forged]
    tries += [("authorization", f"Basic {good}"), ("x-token", good), ("cookie", f"token={good}")]

    for name, value in tries:
        answer = await exchange.client.put("/v1/progress", json=BODY, headers={name: value.encode()})
        assert answer.status_code == 401, (name, value)
        assert answer.headers["www-authenticate"] == "Bearer"
    assert await exchange.audited() == []
    assert (await exchange.put("/v1/progress", good, BODY)).status_code == 200


async def test_a_token_is_out_the_moment_it_is_revoked(exchange: Exchange) -> None:
    token = exchange.token()
    assert (await exchange.put("/v1/progress", token, BODY)).status_code == 200

    exchange.tokens.revoke("moodle", exchange.cohort.play.clock.now())

    assert (await exchange.put("/v1/progress", token, BODY)).status_code == 401
    assert (await exchange.put("/v1/progress", exchange.token(), BODY)).status_code == 200, "the name is free again"


async def test_a_token_is_for_one_thing_and_one_cohort(exchange: Exchange) -> None:
    people, elsewhere = exchange.token(Scope.PEOPLE), exchange.token(name="other", cohort="autumn")

    for_another = await exchange.put("/v1/progress", people, BODY)
    not_here = await exchange.put("/v1/progress", elsewhere, BODY)

    assert (for_another.status_code, not_here.status_code) == (403, 409)
    assert "--may progress" in for_another.json()["error"]
    assert "no cohort autumn" in not_here.json()["error"]


async def test_the_file_holds_no_token_and_is_its_owners_alone(exchange: Exchange) -> None:
    token = exchange.token()

    kept = exchange.tokens.path.read_text()
    assert token not in kept
    assert token.rpartition("_")[2] not in kept
    assert [each["name"] for each in json.loads(kept)["tokens"]] == ["moodle"]
    assert stat.S_IMODE(exchange.tokens.path.stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["Moodle", "m", "my moodle", "a" * 32, "../x", ""])
async def test_a_name_that_is_none_is_refused(exchange: Exchange, name: str) -> None:
    with pytest.raises(BadInput, match="small letters and digits"):
        exchange.token(name=name)


async def test_a_name_in_use_and_one_that_is_not_there_are_told_with_the_next_step(exchange: Exchange) -> None:
    exchange.token()
    with pytest.raises(BadInput, match="kith token revoke moodle"):
        exchange.token()
    with pytest.raises(BadInput, match="kith token list"):
        exchange.tokens.revoke("canvas", exchange.cohort.play.clock.now())


async def test_one_token_may_ask_sixty_times_a_minute(exchange: Exchange) -> None:
    token = exchange.token()
    answers = [(await exchange.put("/v1/progress", token, BODY)).status_code for _ in range(61)]
    exchange.minutes.seconds = 60
    after = await exchange.put("/v1/progress", token, BODY)

    assert answers == [200] * 60 + [429]
    assert after.status_code == 200


async def test_whoever_guesses_has_twenty_tries_a_minute(exchange: Exchange) -> None:
    answers = [await exchange.put("/v1/progress", f"kith_moodle_{number:043}", BODY) for number in range(21)]

    assert [answer.status_code for answer in answers] == [401] * 20 + [429]
    assert answers[-1].headers["retry-after"] == "60"
    assert (await exchange.put("/v1/progress", exchange.token(), BODY)).status_code == 200, "others are not held up"


async def test_it_answers_only_under_its_own_name_and_not_to_another_sites_pages(exchange: Exchange) -> None:
    token = exchange.token()
    transport = exchange.client._transport
    async with httpx.AsyncClient(transport=transport, base_url="https://evil.example") as client:
        rebound = await client.get("/v1/openapi.json")
    crossed = await exchange.client.put(
        "/v1/progress", json=BODY, headers={"authorization": f"Bearer {token}", "origin": "https://evil.example"}
    )

    assert (rebound.status_code, crossed.status_code) == (403, 403)


@pytest.mark.parametrize("path", ["/", "/v1", "/v1/progress/..%2fpeople", "//v1/progress", "/calendar/x", "/metrics"])
async def test_there_is_nothing_else(exchange: Exchange, path: str) -> None:
    answer = await exchange.client.get(HERE + path)

    assert answer.status_code in (404, 405)
    assert "/v1/openapi.json" in answer.json()["error"]


async def test_another_method_is_told(exchange: Exchange) -> None:
    answer = await exchange.client.delete("/v1/progress")

    assert (answer.status_code, answer.headers["allow"]) == (405, "PUT")
