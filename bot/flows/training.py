"""Mentors are trained before they get learners, and once more half way: live or in chat, counted, never graded (F1)."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from bot.cards import Action
from bot.domain.cohorts import Cohort, CohortState
from bot.domain.members import Member, Role
from bot.domain.schedule import LocalTime, local_date
from bot.domain.training import PARTS, SCENES, Progress, Training
from bot.effects import Effects, Later, Reply, Send, ToMember
from bot.flows.people import is_away, on_call, the_cohort, the_member
from bot.router import Router
from bot.turn import Turn
from bot.wording import pairing as pairing_wording
from bot.wording import practice
from bot.wording import training as wording
from bot.wording.voice import Voice

routes = Router()

ASKED_AFTER = timedelta(minutes=15)
MAKE_UP_AFTER = timedelta(days=2)
"""When whoever is not through is reminded, and the coordinator on duty hears of it (acceptance cohort, 25 February)."""
IN_CHAT = timedelta(days=7)
"""How long after the invitations a training in chat may take before a coordinator hears whose is open."""
MAKE_UP_AT, OVERDUE_AT = time(9), time(11)
LIVE, REFRESHER = "live", "refresher"


def training_of(cohort: Cohort) -> Training:
    """Return a cohort's training; one in chat only where its file plans none."""
    return cohort.plan.training or Training()


def first_steps(turn: Turn, cohort: Cohort, mentor: Member) -> Effects:
    """Set a mentor's invitations to the training and its refresher, the questions after them, and the make-up."""
    plan = cohort.plan.training
    if plan is None:
        return []
    times = [(LIVE, plan.at, plan.ends_at), (REFRESHER, plan.refresher, plan.refreshed_by)]
    effects: Effects = []
    for which, starts_at, ends_at in times:
        if starts_at is not None and ends_at is not None and starts_at > turn.now:
            effects.append(Later(starts_at - timedelta(days=1), Action("training.invite", f"{which}:{mentor.id}")))
            effects.append(Later(ends_at + ASKED_AFTER, Action("training.ask", f"{which}:{mentor.id}")))
    day = local_date(max(plan.at or turn.now, turn.now), mentor.timezone) + MAKE_UP_AFTER
    return [*effects, Later(LocalTime(day, MAKE_UP_AT, mentor.timezone), Action("training.make_up", mentor.id))]


def overdue_list(turn: Turn, cohort: Cohort) -> Effects:
    """Set when a coordinator hears who is not through."""
    plan = cohort.plan.training
    if plan is None:
        return []
    today = local_date(turn.now, cohort.timezone)
    if plan.at is not None:
        day = max(local_date(plan.at, cohort.timezone), today) + MAKE_UP_AFTER
    else:
        day = max(cohort.plan.onboarding_on or today, today) + IN_CHAT
    return [Later(LocalTime(day, OVERDUE_AT, cohort.timezone), Action("training.overdue", cohort.id))]


async def _invited(turn: Turn, subject: str) -> tuple[str, Member, Cohort] | None:
    """Return what a timer is about, if the mentor still takes part."""
    which, _, mentor_id = subject.partition(":")
    mentor = await the_member(turn, mentor_id)
    cohort = await the_cohort(turn, mentor.cohort_id)
    is_there = mentor.is_active and cohort.state is CohortState.OPEN
    return (which, mentor, cohort) if is_there else None


@routes.timer("training.invite")
async def invite(turn: Turn, subject: str) -> Effects:
    """A day before the live training or its refresher: when, where, and that chat will do as well."""
    invited = await _invited(turn, subject)
    if invited is None:
        return []
    which, mentor, cohort = invited
    plan = training_of(cohort)
    at = plan.refresher if which == REFRESHER else plan.at
    if at is None or at <= turn.now:
        return []
    card = wording.invitation(Voice.to(mentor), cohort, plan, at, turn.now)
    return [Send(ToMember(mentor.id), card, deadline_at=at)]


@routes.timer("training.ask")
async def ask(turn: Turn, subject: str) -> Effects:
    """A quarter of an hour after its end: were you there?"""
    invited = await _invited(turn, subject)
    if invited is None or await is_away(turn, invited[1]):
        return []
    which, mentor, _ = invited
    progress = await turn.tx.trainings.of(mentor.id)
    if progress.is_finished if which == LIVE else progress.refreshed_at is not None:
        return []
    return [Send(ToMember(mentor.id), wording.were_you_there(Voice.to(mentor), is_refresher=which == REFRESHER))]


@routes.timer("training.make_up")
async def make_up(turn: Turn, mentor_id: str) -> Effects:
    """Two days later: the training is still open, and can be done here."""
    invited = await _invited(turn, f"{LIVE}:{mentor_id}")
    progress = await turn.tx.trainings.of(mentor_id)
    if invited is None or progress.is_finished:
        return []
    card = wording.make_up(Voice.to(invited[1]), progress)
    return [Send(ToMember(mentor_id), card, key=f"make_up:{mentor_id}")]


@routes.timer("training.overdue")
async def overdue(turn: Turn, cohort_id: str) -> Effects:
    """The coordinator on duty hears who is not through."""
    cohort = await the_cohort(turn, cohort_id)
    waiting, _ = await roll(turn, cohort)
    people = (await on_call(turn, cohort))[:1] if waiting else []
    return [Send(ToMember(one.id), wording.overdue(Voice.to(one), waiting)) for one in people]


async def roll(turn: Turn, cohort: Cohort) -> tuple[list[Member], list[Member]]:
    """Return the mentors who are not through, and those who are, by handle."""
    mentors = [m for m in await turn.tx.members.in_cohort(cohort.id, Role.MENTOR) if m.is_reachable]
    known = await turn.tx.trainings.in_cohort(cohort.id)
    done = {id for id, progress in known.items() if progress.is_finished}
    ordered = sorted(mentors, key=lambda mentor: mentor.handle)
    return [m for m in ordered if m.id not in done], [m for m in ordered if m.id in done]


async def trained(turn: Turn, cohort: Cohort, mentors: Iterable[Member]) -> list[Member]:
    """Return the mentors who may get learners: all of them where the cohort asks for no training."""
    if cohort.plan.training is None:
        return list(mentors)
    known = await turn.tx.trainings.in_cohort(cohort.id)
    return [one for one in mentors if one.id in known and known[one.id].is_finished]


@routes.command("coord training", role=Role.COORDINATOR)
async def who_is_through(turn: Turn) -> Effects:
    """Show which mentors have finished the training, and who has not."""
    return [Reply(wording.roll(Voice.to(turn.me), *await roll(turn, turn.here)))]


@routes.command("mentor training", role=Role.MENTOR)
async def training(turn: Turn) -> Effects:
    """Go through the mentor training and its practice run, or see where you are."""
    progress = await turn.tx.trainings.of(turn.me.id)
    return [Reply(wording.overview(Voice.to(turn.me), training_of(turn.here), progress, turn.now))]


def _number(text: str, most: int) -> int:
    """Return a page or scene; the first one for what is none."""
    return int(text) if text.isdecimal() and len(text) == 1 and 1 <= int(text) <= most else 1


@routes.action("training.open", role=Role.MENTOR)
async def open_page(turn: Turn, subject: str) -> Effects:
    """Show one part."""
    part = _number(subject, PARTS)
    return [Reply(wording.page(Voice.to(turn.me), part, training_of(turn.here).agenda))]


@routes.action("training.read", role=Role.MENTOR)
async def read(turn: Turn, subject: str) -> Effects:
    """Go on from one part to the next."""
    part = _number(subject, PARTS)
    progress = (await turn.tx.trainings.of(turn.me.id)).read(part, turn.now)
    effects = await _kept(turn, progress)
    voice = Voice.to(turn.me)
    if part < PARTS:
        return [*effects, Reply(wording.page(voice, part + 1, training_of(turn.here).agenda))]
    return [*effects, Reply(practice.scene(voice, 1))]


@routes.action("training.practice", role=Role.MENTOR)
async def begin_practice(turn: Turn, _subject: str) -> Effects:
    """Show the first moment of the practice run."""
    return [Reply(practice.scene(Voice.to(turn.me), 1))]


@routes.action("training.answer", role=Role.MENTOR)
async def answer(turn: Turn, subject: str) -> Effects:
    """Say a kind word about an answer, and go on. The answer itself is kept nowhere."""
    number, _, letter = subject.partition(":")
    scene = _number(number, SCENES)
    voice = Voice.to(turn.me)
    if len(letter) != 1 or letter not in practice.LETTERS:
        return [Reply(practice.scene(voice, 1))]
    said = practice.word_on(voice, scene, letter)
    effects = await _kept(turn, (await turn.tx.trainings.of(turn.me.id)).practised(scene, turn.now))
    if scene < SCENES:
        return [*effects, Reply(practice.scene(voice, scene + 1, said))]
    if not (await turn.tx.trainings.of(turn.me.id)).is_finished:
        return [*effects, *await training(turn)]
    return [*effects, Reply(wording.finished(voice, said))]


async def _kept(turn: Turn, progress: Progress) -> Effects:
    """Store how far the acting mentor is; when the last one is through, pairs can be published."""
    before = await turn.tx.trainings.of(turn.me.id)
    if progress == before:
        return []
    await turn.tx.trainings.put(progress)
    if not progress.is_finished or before.is_finished:
        return []
    await turn.tx.audit.add(turn.now, turn.me.id, "training.finished", turn.me.id)
    waiting, _ = await roll(turn, turn.here)
    proposals = await turn.tx.pair_proposals.in_cohort(turn.here.id)
    if waiting or not proposals:
        return []
    people = (await on_call(turn, turn.here))[:1]
    return [
        Send(ToMember(one.id), pairing_wording.all_trained(Voice.to(one), proposals), key=f"trained:{turn.here.id}")
        for one in people
    ]


@routes.action("training.there", role=Role.MENTOR)
async def there(turn: Turn, which: str) -> Effects:
    """I was there: what was heard live need not be read."""
    progress, voice = await turn.tx.trainings.of(turn.me.id), Voice.to(turn.me)
    if which == REFRESHER:
        await turn.tx.trainings.put(progress.refreshed(turn.now))
        return [Reply(wording.refreshed(voice))]
    if not _has_been(training_of(turn.here).at, turn.now):
        return await training(turn)
    effects = await _kept(turn, progress.was_there(turn.now))
    return [*effects, Reply(wording.was_there(voice))]


def _has_been(at: datetime | None, now: datetime) -> bool:
    return at is not None and at <= now


@routes.action("training.missed", role=Role.MENTOR)
async def missed(turn: Turn, which: str) -> Effects:
    """I missed it: then it is here."""
    progress = await turn.tx.trainings.of(turn.me.id)
    if which == REFRESHER:
        return [Reply(wording.refresher(Voice.to(turn.me), progress))]
    return await training(turn)


@routes.action("training.refresher", role=Role.MENTOR)
async def show_refresher(turn: Turn, _subject: str) -> Effects:
    """Show the refresher."""
    return [Reply(wording.refresher(Voice.to(turn.me), await turn.tx.trainings.of(turn.me.id)))]


@routes.action("training.refreshed", role=Role.MENTOR)
async def refreshed(turn: Turn, _subject: str) -> Effects:
    """The refresher is behind them."""
    await turn.tx.trainings.put((await turn.tx.trainings.of(turn.me.id)).refreshed(turn.now))
    return [Reply(wording.refreshed(Voice.to(turn.me)))]
