"""Every table that names people, the next one too: what of it is theirs to take along, what goes, and when."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Column, Table, insert, select

from bot.domain.mydata import Held
from bot.domain.mydata_file import as_json
from bot.domain.room import Traits
from storage.engine import SqlStorage
from storage.schema import metadata
from storage.types import DAY, FLAG, MOMENT, NUMBER, SEALED, SERIAL, WORD_SET, WORDS, Coded, CodedNumber
from tests.storage.sample import COHORT, GROUP, L1, L2, NOW

MARK = "zebra"
SAMPLE = {"cohorts": COHORT.id, "members": L1.id, "groups": GROUP.id}
OF_PEOPLE = [
    table for table in metadata.sorted_tables if any(f.column.table.name == "members" for f in table.foreign_keys)
]

STAYS = {
    "extensions.milestone": "the programme's own name of a date",
    "allowances.rule": "the name of a rule",
    "cases.ref": "how people call a case; it goes with the case, after a year",
    "cases.rule": "the name of a rule",
    "hub_items.title": "published by the programme, looked at again by its owner",
    "hub_items.text": "published by the programme",
    "hub_items.link": "published by the programme",
}
"""Plain text that an erasure leaves, and why."""

EXPORTED = {
    "traits": "pairing",
    "aims": "aims",
    "extensions": "more_time",
    "bookings": "office_hours",
    "moves": "moves",
    "trainings": "training",
    "norms": "norms",
    "kudos": "kudos",
    "problems": "problems",
    "survey_answers": "surveys",
    "space_members": "spaces",
    "topics": "topics",
    "hub_items": "hub",
    "reviews": "reviews",
    "hosts": "hosting",
    "check_ins": "check_ins",
    "sessions": "sessions",
    "absences": "days_off",
    "nudges": "nudges",
    "withheld": "messages_to_you",
    "participations": "messages_you_wrote",
    "cases": "cases",
    "accounts": "you",
    "group_members": "you",
    "groups": "you",
    "pairings": "you",
}
"""Where in the export a table stands."""
NOT_THEIRS = {
    "pair_proposals": "nobody knows of a pair before it is published",
    "drafts": "what a mentor drafts and has not sent is the mentor's; what was sent stands with the messages",
    "allowances": "a phrase without a name, for coordinators; the case it came from is in the export",
    "feeds": "a secret address; `/peer my calendar` shows it",
    "visits": "the browser somebody looks with, for a day",
}
"""Tables that name people and are not in the export, and why."""
TERMS = {
    "check_ins.hardest": "member",
    "drafts.text": "member",
    "sessions.step": "member",
    "sessions.shared_note": "member",
    "sessions.private_note": "member",
    "extensions.reason": "member",
    "kudos.words": "member",
    "problems.words": "member",
    "problems.lesson": "member",
    "norms.text": "member",
    "aims.by_week_2": "member",
    "aims.by_week_4": "member",
    "aims.access": "member",
    "survey_answers.scores": "member",
    "survey_answers.words": "member",
    "cases.excerpt": "case",
    "case_entries.note": "case",
    "allowances.phrase": "member, then cohort",
    "keys.wrapped": "is the key",
}
"""With whose key each sealed text goes: `purge` deletes those of members and cohorts after `[retention] texts`, those
of cases so long after they are closed."""


def _row(table: Table, ids: dict[str, Any]) -> dict[str, Any]:
    row = {column.key: _value(column, ids) for column in table.columns}
    return {name: value for name, value in row.items() if value is not None}


def _value(column: Column[Any], ids: dict[str, Any]) -> Any:
    kind = column.type
    for foreign in column.foreign_keys:
        return ids[foreign.column.table.name]
    if column.nullable and column.name.endswith("_id"):
        return None
    known = {
        id(WORDS): MARK,
        id(WORD_SET): frozenset({MARK}),
        id(MOMENT): NOW,
        id(DAY): date(2027, 3, 1),
        id(FLAG): False,
    }
    if id(kind) in known:
        return known[id(kind)]
    if kind is SEALED:
        return b"sealed"
    if isinstance(kind, Coded | CodedNumber) and isinstance(kind.read, type):
        return next(iter(kind.read))
    if column.nullable or column.server_default is not None or kind is SERIAL:
        return None
    return {"options": (), "questions": (), "results": ()}.get(column.name, 1 if kind is NUMBER else "x")


async def test_whoever_is_erased_leaves_no_plain_word_in_any_table(peopled: SqlStorage) -> None:
    tables = [table for table in OF_PEOPLE if table.name not in ("members", "accounts", "group_members", "groups")]
    async with peopled.transaction() as tx:
        ids = dict(SAMPLE)
        for table in metadata.sorted_tables:
            if table in tables or table.name in ("spaces", "surveys"):
                row = _row(table, ids)
                await tx.retention._session.change(insert(table).values(row))
                ids[table.name] = row.get("id")
        await tx.retention.forget_person(L1.id, NOW)

    left = set[str]()
    async with peopled.snapshot() as tx:
        for table in tables:
            for row in await tx.retention._session.rows(select(table)):
                left |= {f"{table.name}.{name}" for name, value in row._mapping.items() if MARK in str(value)}
    assert left == STAYS.keys()


async def test_whom_others_wished_for_is_forgotten_with_their_handle(peopled: SqlStorage) -> None:
    async with peopled.transaction() as tx:
        await tx.traits.put(Traits(L2.id, avoid=frozenset({"l1", "L3"}), prefer=frozenset({"M1"})))
        await tx.retention.forget_person(L1.id, NOW)

    async with peopled.snapshot() as tx:
        left = await tx.traits.of(L2.id)
    assert (left.avoid, left.prefer) == (frozenset({"L3"}), frozenset({"M1"}))


@pytest.mark.parametrize("table", OF_PEOPLE, ids=lambda table: table.name)
def test_a_table_that_names_people_says_where_it_is_in_the_export_or_why_not(table: Table) -> None:
    assert (table.name in EXPORTED) != (table.name in NOT_THEIRS)
    assert EXPORTED.get(table.name, "you") in as_json(Held(L1, COHORT, NOW))


def test_every_sealed_text_says_whose_key_ends_it() -> None:
    sealed = {f"{t.name}.{c.name}" for t in metadata.sorted_tables for c in t.columns if c.type is SEALED}

    assert sealed == TERMS.keys()
