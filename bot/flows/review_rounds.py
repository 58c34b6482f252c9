"""Peer review rounds: opened by the cohort file or a coordinator, reminded of, passed on, ended."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Annotated

from bot.cards import Action
from bot.domain.cohorts import Cohort, CohortState
from bot.domain.deadlines import ReviewRound
from bot.domain.members import Group, Member, Role
from bot.domain.reviews import (
    OPENS_AT,
    TAKEN_OVER_FOR,
    Allocation,
    Circle,
    Review,
    ReviewState,
    allocate,
    round_times,
    shuffled,
    take_over,
)
from bot.domain.schedule import LocalTime, local_date
from bot.effects import Effects, Later, Refused, Reply, Send, ToGroup, ToMember, Urgency
from bot.flows.people import is_away, on_call, the_cohort, the_member
from bot.router import Router
from bot.turn import Turn
from bot.wording import reviews as wording
from bot.wording.reviews import Reading
from bot.wording.voice import Voice

routes = Router()

SHORTEST = timedelta(days=3)
"""A round of fewer days leaves nobody the time to read."""


def rounds(cohort: Cohort) -> Effects:
    """Set the opening of every round the cohort file has."""
    return [
        Later(round_times(cohort, round_).opens, Action("review.open", f"{cohort.id}:{number}"))
        for number, round_ in enumerate(cohort.plan.reviews, 1)
    ]


async def _round(turn: Turn, subject: str) -> tuple[Cohort, int, ReviewRound]:
    """Return the cohort and the round a timer is about: `cohort:number`."""
    cohort_id, _, number = subject.partition(":")
    cohort = await the_cohort(turn, cohort_id)
    round_ = cohort.plan.review_round(int(number))
    if round_ is None:
        raise ValueError(f"no review round {number}")
    return cohort, int(number), round_


@routes.timer("review.open")
async def opens(turn: Turn, subject: str) -> Effects:
    """Hand out a round's reviews; too late for anybody to read, leave it."""
    cohort, number, round_ = await _round(turn, subject)
    if cohort.state is not CohortState.OPEN or local_date(turn.now, cohort.timezone) >= round_.due_on:
        return []
    return (await _begin(turn, cohort, number, round_))[1]


async def _begin(turn: Turn, cohort: Cohort, number: int, round_: ReviewRound) -> tuple[int, Effects]:
    """Store who reads whom and tell them; return how many reviews there are."""
    groups = {group.id: group for group in await turn.tx.groups.in_cohort(cohort.id)}
    people = {group_id: await _present(turn, number, group_id) for group_id in groups}
    by_id = {member.id: member for members in people.values() for member in members}
    allocation = allocate({group_id: [m.id for m in members] for group_id, members in people.items()}, round_.each)
    rows = _rows(turn, cohort, number, round_, allocation)
    await turn.tx.reviews.add(rows)
    posts = [_post(turn, cohort, groups[circle.group_id], number, round_) for circle in allocation.circles]
    asked = [
        _ask(turn, round_, by_id, rows, circle, reviewer) for circle in allocation.circles for reviewer in circle.people
    ]
    return len(rows), [
        *posts,
        *asked,
        *await _too_few(turn, cohort, round_, allocation, by_id),
        *_steps(cohort, number),
    ]


def _steps(cohort: Cohort, number: int) -> Effects:
    round_ = cohort.plan.reviews[number - 1]
    times, subject = round_times(cohort, round_), f"{cohort.id}:{number}"
    return [
        Later(times.reminds, Action("review.remind", subject)),
        Later(times.passes_on, Action("review.pass_on", subject)),
        Later(times.ends, Action("review.end", subject)),
    ]


async def _present(turn: Turn, number: int, group_id: str) -> list[Member]:
    """Return a group's learners who are there now, in the order of this round."""
    members = [m for m in await turn.tx.groups.members(group_id) if m.role is Role.LEARNER and m.is_active]
    present = {member.id: member for member in members if not await is_away(turn, member)}
    return [present[member_id] for member_id in shuffled(list(present), number)]


def _rows(turn: Turn, cohort: Cohort, number: int, round_: ReviewRound, allocation: Allocation) -> list[Review]:
    return [
        Review(
            turn.new_id("review", number, reviewer, author),
            cohort.id,
            circle.group_id,
            number,
            reviewer,
            author,
            round_.due_on,
        )
        for circle in allocation.circles
        for reviewer, author in circle.pairs()
    ]


def _post(turn: Turn, cohort: Cohort, group: Group, number: int, round_: ReviewRound) -> Send:
    at = LocalTime(round_.opens_on, OPENS_AT, group.timezone).moment()
    card, key = wording.opened_in_group(Voice.among(group, cohort), round_), f"review:{number}:{group.id}"
    return Send(ToGroup(group.id), card, Urgency.PROMPT, key=key, not_before=max(at, turn.now))


def _ask(
    turn: Turn, round_: ReviewRound, by_id: Mapping[str, Member], rows: Sequence[Review], circle: Circle, reviewer: str
) -> Send:
    member = by_id[reviewer]
    readings = [Reading(row, by_id[row.author_id]) for row in rows if row.reviewer_id == reviewer]
    is_fewer, is_guest = circle.each < round_.each, reviewer in circle.guests
    card = wording.asked(Voice.to(member), round_, readings, is_fewer=is_fewer, is_guest=is_guest)
    at = LocalTime(round_.opens_on, OPENS_AT, member.timezone).moment()
    return Send(ToMember(reviewer), card, not_before=max(at, turn.now))


async def _too_few(
    turn: Turn, cohort: Cohort, round_: ReviewRound, allocation: Allocation, by_id: Mapping[str, Member]
) -> Effects:
    short = [await turn.tx.groups.find(circle.group_id) for circle in allocation.short(round_.each)]
    groups = [group for group in short if group is not None]
    alone = [by_id[person] for person in allocation.left_over]
    if not groups and not alone:
        return []
    return [
        Send(ToMember(person.id), wording.too_few(Voice.to(person), round_, groups, alone))
        for person in (await on_call(turn, cohort))[:1]
    ]


@routes.timer("review.remind")
async def remind(turn: Turn, subject: str) -> Effects:
    """Ask once more, only whoever still has something to write and is there."""
    cohort, number, round_ = await _round(turn, subject)
    rows = [row for row in await turn.tx.reviews.in_round(cohort.id, number) if row.is_open]
    effects: Effects = []
    for reviewer_id in dict.fromkeys(row.reviewer_id for row in rows):
        member = await the_member(turn, reviewer_id)
        if await is_away(turn, member):
            continue
        readings = await readings_of(turn, [row for row in rows if row.reviewer_id == reviewer_id])
        card = wording.reminder(Voice.to(member), round_, readings)
        deadline = round_times(cohort, round_).passes_on.moment()
        effects.append(Send(ToMember(reviewer_id), card, is_nudge=True, deadline_at=deadline))
    return effects


async def readings_of(turn: Turn, rows: Sequence[Review]) -> list[Reading]:
    """Return reviews with their authors."""
    return [Reading(row, await the_member(turn, row.author_id)) for row in rows]


@routes.timer("review.pass_on")
async def pass_on(turn: Turn, subject: str) -> Effects:
    """Give what was not written to those who wrote all of theirs."""
    cohort, number, round_ = await _round(turn, subject)
    rows = await turn.tx.reviews.in_round(cohort.id, number)
    if not any(row.is_open for row in rows):
        return []
    people = {member.id: member for member in await turn.tx.members.in_cohort(cohort.id, Role.LEARNER)}
    absent = {m.id for m in people.values() if not m.is_active or await is_away(turn, m)}
    by_handle = sorted(rows, key=lambda row: people[row.reviewer_id].handle)
    effects: Effects = []
    for circle in dict.fromkeys(row.group_id for row in rows):
        for late, taker in take_over([row for row in by_handle if row.group_id == circle], absent):
            if taker is not None:
                effects.append(await _taken_over(turn, round_, late, taker))
    return effects


async def _taken_over(turn: Turn, round_: ReviewRound, late: Review, taker: str) -> Send:
    await turn.tx.reviews.save(replace(late, state=ReviewState.PASSED_ON))
    review = replace(
        late,
        id=turn.new_id("review", late.number, taker, late.author_id),
        reviewer_id=taker,
        due_on=late.due_on + TAKEN_OVER_FOR,
        is_taken_over=True,
    )
    await turn.tx.reviews.add([review])
    member, author = await the_member(turn, taker), await the_member(turn, late.author_id)
    return Send(ToMember(taker), wording.take_over(Voice.to(member), round_, Reading(review, author)))


@routes.timer("review.end")
async def end(turn: Turn, subject: str) -> Effects:
    """Close what nobody wrote; the coordinator on call hears whose work lacks a reader."""
    cohort, number, round_ = await _round(turn, subject)
    left = [row for row in await turn.tx.reviews.in_round(cohort.id, number) if row.is_open]
    for row in left:
        await turn.tx.reviews.save(replace(row, state=ReviewState.LAPSED))
    authors = [await the_member(turn, author_id) for author_id in {row.author_id for row in left}]
    here = sorted((author for author in authors if author.is_active), key=lambda author: author.handle)
    if not here:
        return []
    return [
        Send(ToMember(person.id), wording.unwritten(Voice.to(person), round_, here))
        for person in (await on_call(turn, cohort))[:1]
    ]


@routes.command("coord review", role=Role.COORDINATOR)
async def begin(
    turn: Turn,
    about: Annotated[str, "What is read, like: the plan for the main assignment"],
    due: Annotated[date, "The last day, like Fri 20 Mar"],
    each: Annotated[int, "How many everybody reads, 1 to 4; empty: two"] = 2,
) -> Effects:
    """Open a round of peer review now."""
    voice, today = Voice.to(turn.me), local_date(turn.now, turn.here.timezone)
    if not today + SHORTEST <= due <= turn.here.ends_on:
        raise Refused(wording.no_such_days(voice, today + SHORTEST, turn.here.ends_on))
    round_ = ReviewRound(about.strip()[:200], today, due, min(max(each, 1), 4))
    plan = replace(turn.here.plan, reviews=(*turn.here.plan.reviews, round_))
    cohort = replace(turn.here, plan=plan)
    count, effects = await _begin(turn, cohort, len(plan.reviews), round_)
    if not count:
        raise Refused(wording.cannot_begin(voice))
    await turn.tx.cohorts.save(cohort)
    await turn.tx.audit.add(turn.now, turn.me.id, "review.begun", cohort.id)
    return [Reply(wording.begun(voice, round_, count)), *effects]
