"""What a learning platform brings in: all rows or none, said in sentences, noted in the audit log, and nothing else."""

import json
from typing import Any

import pytest

from adapters.exchange import Scope
from tests.adapters.exchange.served import Exchange


def rows(**modules: int) -> dict[str, Any]:
    return {"progress": [{"id": who, "module": module} for who, module in modules.items()]}


async def test_module_progress_is_taken_up_and_noted_with_the_tokens_name(exchange: Exchange) -> None:
    token = exchange.token(Scope.PROGRESS)

    first = await exchange.put("/v1/progress", token, rows(L1=1, L2=0))
    again = await exchange.put("/v1/progress", token, rows(L1=1))

    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json()["rows"] == [{"id": "L1", "outcome": "changed"}, {"id": "L2", "outcome": "changed"}]
    assert again.json()["rows"] == [{"id": "L1", "outcome": "unchanged"}]
    assert await exchange.modules() == {"L1": 1, "L2": 0, "M1": None, "M2": None}
    noted = [what for who, what in await exchange.audited() if who == "token:moodle"]
    assert noted == ["progress.read:2", "member.module:1", "member.module:0", "progress.read:1"]


async def test_one_row_that_cannot_be_stops_all_and_every_one_is_named(exchange: Exchange) -> None:
    answer = await exchange.put("/v1/progress", exchange.token(), rows(L1=1, L22=1, L2=3))

    told = answer.json()
    assert answer.status_code == 409
    assert [(each["row"], each["field"]) for each in told["problems"]] == [(2, "id"), (3, "module")]
    assert "L2" in told["problems"][0]["remedy"]
    assert "Nothing was changed" in told["error"]
    assert set((await exchange.modules()).values()) <= {None, 0}
    assert await exchange.audited() == []


async def test_people_come_in_and_a_dry_run_only_says_so(exchange: Exchange) -> None:
    ines = {"id": "L9", "name": "Ines", "role": "learner", "goals": ["sql"]}
    token, body = exchange.token(Scope.PEOPLE), {"people": [ines]}

    dry = await exchange.put("/v1/people?dry_run=true", token, body)
    done = await exchange.put("/v1/people", token, body)
    again = await exchange.put("/v1/people", token, body)

    assert dry.json() == {"is_taken_up": False, "rows": [{"id": "L9", "outcome": "new"}]}
    assert done.json() == {"is_taken_up": True, "rows": [{"id": "L9", "outcome": "new"}]}
    assert again.json()["rows"] == [{"id": "L9", "outcome": "unchanged"}]
    assert (await exchange.cohort.member("L9")).name == "Ines"
    assert ("token:moodle", "member.imported") in await exchange.audited()


async def test_a_dry_run_spelled_wrong_changes_nothing(exchange: Exchange) -> None:
    body = {"people": [{"id": "L9", "name": "Ines", "role": "learner"}]}

    answer = await exchange.put("/v1/people?dryrun=true", exchange.token(Scope.PEOPLE), body)

    assert answer.status_code == 422
    assert answer.json()["problems"][0]["field"] == "dryrun"
    assert await exchange.audited() == []


async def test_a_role_does_not_change_from_outside(exchange: Exchange) -> None:
    body = {"people": [{"id": "L1", "role": "coordinator"}]}

    answer = await exchange.put("/v1/people", exchange.token(), body)

    assert answer.status_code == 409
    assert "role does not change" in answer.json()["problems"][0]["remedy"]


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"id": "C9", "name": "Mallory", "role": "coordinator", "account": "local:demo:X"}, "role"),
        ({"id": "C1", "account": "local:demo:X"}, "id"),
        ({"id": "c1", "name": "Another"}, "id"),
        ({"id": "L1", "account": "local:demo:X"}, "account"),
        ({"id": "M1", "account": "local:demo:X"}, "account"),
    ],
)
async def test_a_stolen_token_opens_no_way_to_what_people_confided(
    exchange: Exchange, row: dict[str, Any], field: str
) -> None:
    token = exchange.token(Scope.PEOPLE)

    answers = [await exchange.put(f"/v1/people{end}", token, {"people": [row]}) for end in ("?dry_run=true", "")]

    assert [answer.status_code for answer in answers] == [409, 409]
    assert [each["field"] for each in answers[1].json()["problems"]] == [field]
    assert await exchange.audited() == []


async def test_a_name_that_looks_like_markup_is_kept_as_it_is_and_shown_as_words(exchange: Exchange) -> None:
    body = {"people": [{"id": "L1", "name": "<script>*@everyone*"}]}

    assert (await exchange.put("/v1/people", exchange.token(), body)).status_code == 200
    assert (await exchange.cohort.member("L1")).name == "<script>*@everyone*"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b'{"progress": [{"id": "L1", "module": NaN}]}', 400),
        (b"[" * 200_000, 400),
        (b'{"progress": ' + b"9" * 5000 + b"}", 400),
        (b"[]", 422),
        (b'{"progress": {}}', 422),
        (b'{"progress": [], "more": 1}', 422),
        (b'{"progress": [1]}', 422),
        (b'{"progress": [{"id": "L1"}]}', 422),
        (b'{"progress": [{"id": "L1", "module": true}]}', 422),
        (b'{"progress": [{"id": "L1", "module": "1"}]}', 422),
        (b'{"progress": [{"id": "L1", "module": -1}]}', 422),
        (b'{"progress": [{"id": "L1", "module": 1, "mark": 5}]}', 422),
        (b'{"progress": [{"id": "../L1", "module": 1}]}', 422),
        (b'{"progress": [{"id": "L1", "module": 1}, {"id": "L1", "module": 2}]}', 409),
    ],
)
async def test_what_is_not_as_described_changes_nothing_and_says_why(
    exchange: Exchange, body: bytes, status: int
) -> None:
    headers = {"authorization": f"Bearer {exchange.token()}", "content-type": "application/json"}

    answer = await exchange.client.put("/v1/progress", content=body, headers=headers)

    assert answer.status_code == status
    assert set(answer.json()) == {"error", "problems"}
    assert answer.json()["error"].endswith((".", "place.", "why."))
    assert await exchange.audited() == []


async def test_another_kind_of_body_and_one_that_is_too_big_are_refused(exchange: Exchange) -> None:
    headers = {"authorization": f"Bearer {exchange.token()}"}
    form = await exchange.client.put("/v1/progress", data={"progress": "L1"}, headers=headers)
    big = json.dumps({"progress": [{"id": "L1", "module": 1, "x": "y" * 1_000_001}]}).encode()
    headers["content-type"] = "application/json"
    large = await exchange.client.put("/v1/progress", content=big, headers=headers)
    many = await exchange.put("/v1/progress", headers["authorization"].removeprefix("Bearer "), rows_of(5001))

    assert [form.status_code, large.status_code, many.status_code] == [415, 413, 413]
    assert "1 MB and 5,000 rows" in large.json()["error"]


def rows_of(number: int) -> dict[str, Any]:
    return {"progress": [{"id": "L1", "module": 1}] * number}


async def test_a_damaged_file_of_tokens_lets_nobody_in_and_says_so(
    exchange: Exchange, caplog: pytest.LogCaptureFixture
) -> None:
    token = exchange.token()
    exchange.tokens.path.write_text("broken")

    answer = await exchange.put("/v1/progress", token, rows(L1=1))

    assert answer.status_code == 503
    assert "nobody gets in" in answer.json()["error"]
    assert answer.headers["retry-after"] == "60"
    assert token not in caplog.text
