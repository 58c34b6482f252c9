"""From what somebody typed to what a handler takes: numbers, days, choices, members of the same cohort."""

import difflib
import re
from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any

from bot.commands import Command, Parameter, Wants
from bot.domain.days import parse_day
from bot.domain.members import Member
from bot.domain.schedule import local_date
from bot.effects import Refused
from bot.turn import Turn
from bot.wording import common
from bot.wording.voice import Voice

_MENTION = re.compile(r"<@!?(?P<id>[A-Za-z0-9_.-]+)(?:\|[^>]*)?>\Z")


def missing(command: Command, arguments: Mapping[str, str]) -> bool:
    """Whether a required option was not given."""
    return any(p.is_required and not arguments.get(p.name, "").strip() for p in command.parameters)


async def bind(turn: Turn, command: Command, arguments: Mapping[str, str]) -> dict[str, Any]:
    """Convert the arguments to the handler's types; Refused names the one that does not fit."""
    bound: dict[str, Any] = {}
    for parameter in command.parameters:
        typed = arguments.get(parameter.name, "").strip()
        if typed:
            try:
                bound[parameter.name] = await _value(turn, parameter, typed)
            except ValueError as problem:
                raise Refused(common.bad_argument(Voice.to(turn.me), command, parameter, str(problem))) from problem
    return bound


async def _value(turn: Turn, parameter: Parameter, typed: str) -> object:
    match parameter.wants:
        case Wants.NUMBER:
            if not re.fullmatch(r"-?[0-9]{1,6}", typed):
                raise ValueError(common.no_number(Voice.to(turn.me), typed))
            return int(typed)
        case Wants.DAY:
            return _day(turn, typed)
        case Wants.MEMBER:
            return await _member(turn, typed)
        case Wants.CHOICE:
            return _choice(turn, parameter, typed)
        case _:
            return typed


def _day(turn: Turn, typed: str) -> date:
    try:
        return parse_day(typed, local_date(turn.now, turn.me.timezone))
    except ValueError:
        raise ValueError(common.no_day(Voice.to(turn.me), typed)) from None


def _choice(turn: Turn, parameter: Parameter, typed: str) -> Enum:
    kind = parameter.kind
    assert kind is not None
    assert issubclass(kind, Enum)
    wanted = typed.lower().replace(" ", "_")
    if wanted in parameter.choices:
        return kind(wanted)
    near = difflib.get_close_matches(wanted, parameter.choices, n=1)
    raise ValueError(common.no_choice(Voice.to(turn.me), typed, parameter, near[0] if near else ""))


async def _member(turn: Turn, typed: str) -> Member:
    people = await turn.tx.members.in_cohort(turn.here.id)
    mentioned = _MENTION.match(typed)
    wanted = (mentioned["id"] if mentioned else typed.removeprefix("@")).casefold()
    for person in people:
        if wanted in (person.handle.casefold(), person.id.casefold(), person.name.casefold()):
            return person
    if mentioned:
        by_account = await _by_account(turn, mentioned["id"], people)
        if by_account is not None:
            return by_account
    names = {name.casefold(): name for person in people for name in (person.handle, person.name)}
    near = difflib.get_close_matches(wanted, names, n=2, cutoff=0.6)
    raise ValueError(common.nobody_like(Voice.to(turn.me), typed, [names[name] for name in near]))


async def _by_account(turn: Turn, account_id: str, people: list[Member]) -> Member | None:
    mine = await turn.tx.members.accounts(turn.me.id)
    for own in mine:
        account = type(own)(own.platform, own.workspace, account_id)
        for member in await turn.tx.members.of_account(account):
            if any(member.id == person.id for person in people):
                return member
    return None
