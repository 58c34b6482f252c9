"""What people want to reach and how they like to work: asked once, optional, and shown again (O4 to O6)."""

from collections.abc import Mapping
from dataclasses import replace

from bot.cards import Action, FieldErrors, Form
from bot.domain.aims import WEEKS, Aims, Word, planned, shown_at, words_of
from bot.domain.availability import parse_availability
from bot.domain.cohorts import Cohort, CohortState
from bot.domain.members import MeetingFormat, Member, Role
from bot.domain.room import Traits
from bot.effects import Effects, Later, Reply, Send, ToMember
from bot.flows import introductions
from bot.flows.passing_on import looked_at
from bot.flows.people import mentor_of, on_call, the_cohort
from bot.router import Router
from bot.turn import Turn
from bot.wording import aims as wording
from bot.wording import aims_form as forms
from bot.wording.reviews import held_back
from bot.wording.voice import Voice

routes = Router()

MOST_HOURS, MOST_STAGE = 80, 1000


@routes.command("peer my goals", role=Role.LEARNER)
async def goals(turn: Turn) -> Effects:
    """Say what you want to reach by week 2 and week 4, and how much time you plan; all of it optional."""
    aims, traits = await turn.tx.aims.of(turn.me.id), await turn.tx.traits.of(turn.me.id)
    return [Reply(forms.goals(Voice.to(turn.me), forms.Answers.stored(aims, traits.stage)))]


@routes.form("aims.submit", role=Role.LEARNER)
async def told(turn: Turn, _subject: str, values: Mapping[str, str]) -> Effects:
    """Keep somebody's own words; every field that does not fit is named, and nothing is half saved."""
    voice, typed = Voice.to(turn.me), {name: text.strip() for name, text in values.items()}
    stage, hours = _number(typed, "stage", MOST_STAGE), _number(typed, "hours", MOST_HOURS)
    errors = {
        name: forms.no_number(most)
        for name, found, most in (("stage", stage, MOST_STAGE), ("hours", hours, MOST_HOURS))
        if found is None
    }
    if stage is None or hours is None:
        return [Reply(FieldErrors(forms.goals(voice, forms.Answers(typed)), errors))]
    before = await turn.tx.aims.of(turn.me.id)
    two, four, access = (typed.get(name, "")[: forms.LONGEST] for name in ("by_week_2", "by_week_4", "access"))
    care, _ = await looked_at(turn, "\n".join((two, four, access)))  # theirs alone to read: kept whatever it says
    aims = replace(before, by_week_2=two, by_week_4=four, access=access, hours=hours)
    await turn.tx.aims.put(aims)
    traits = await turn.tx.traits.of(turn.me.id)
    await turn.tx.traits.put(replace(traits, stage=stage))
    return [Reply(wording.kept(voice, aims, turn.me)), *care, *_timers(turn, turn.here, turn.me, aims)]


def _number(typed: Mapping[str, str], name: str, most: int) -> int | None:
    """Return what was typed, 0 for nothing, None for what is no whole number up to `most`."""
    text = typed.get(name, "") or "0"
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 and int(text) <= most else None


@routes.action("aims.calendar", role=Role.LEARNER)
async def calendar(turn: Turn, _subject: str) -> Effects:
    """Ask for a fixed time of every week; the first hours they told stand there already."""
    return [Reply(forms.weekly(Voice.to(turn.me), turn.me.availability.partition(";")[0]))]


@routes.form("aims.weekly", role=Role.LEARNER)
async def weekly(turn: Turn, _subject: str, values: Mapping[str, str]) -> Effects:
    """Make a line for the learner's own calendar; nothing is kept of it."""
    voice, typed = Voice.to(turn.me), values.get("slot", "").strip()
    try:
        (window,) = parse_availability(typed)
    except ValueError:
        return [Reply(FieldErrors(forms.weekly(voice, typed), {"slot": forms.no_slot()}))]
    stretch = planned(window, turn.here, turn.me.timezone, turn.now)
    if stretch is None:
        return [Reply(wording.too_late(voice))]
    file = wording.line(voice, window, stretch, turn.me, turn.now)
    return [Reply(replace(wording.in_calendar(voice, stretch), attachment=file))]


def _timers(turn: Turn, cohort: Cohort, member: Member, aims: Aims) -> Effects:
    """Set when each aim is shown again; who comes later than that week is not asked about it."""
    return [
        Later(at, Action("aims.show", f"{member.id}.{week}"))
        for week in WEEKS
        if aims.by(week)
        and cohort.has_week(week)
        and (at := shown_at(cohort, week, member.timezone)).moment() > turn.now
    ]


@routes.command("peer my profile")
async def profile(turn: Turn) -> Effects:
    """Say how you like to work, by video or in writing, and when you can meet; all of it optional."""
    traits = await turn.tx.traits.of(turn.me.id)
    is_mentor = turn.me.role is Role.MENTOR
    answers = {
        "style": traits.style,
        "format": str(traits.format),
        "slots": turn.me.availability,
        "words": ", ".join(sorted(traits.strengths if is_mentor else traits.goals)),
        "share": "yes" if traits.shares_goals else "no",
        "stage": str(traits.stage or ""),
    }
    return [Reply(await _profile(turn, answers))]


async def _profile(turn: Turn, answers: Mapping[str, str]) -> Form:
    """Return the form; the words mentors use for what they are good at are shown, so that people meet in them."""
    every = (await turn.tx.traits.in_cohort(turn.here.id)).values()
    words = {word for traits in every for word in traits.strengths}
    return forms.profile(Voice.to(turn.me), forms.Answers(answers), turn.me.role, words)


@routes.form("aims.profile")
async def works(turn: Turn, _subject: str, values: Mapping[str, str]) -> Effects:
    """Keep how somebody likes to work and when; hours that cannot be read are named, and nothing is half saved."""
    voice, slots = Voice.to(turn.me), "; ".join(values.get("slots", "").replace("\n", ";").split(";")).strip("; ")
    stage, errors = _number(values, "stage", MOST_STAGE), {}
    try:
        parse_availability(slots)
        form = MeetingFormat(values.get("format") or MeetingFormat.EITHER)
    except ValueError:
        errors["slots"] = forms.no_slots()
    if stage is None:
        errors["stage"] = forms.no_number(MOST_STAGE)
    if errors or stage is None:
        return [Reply(FieldErrors(await _profile(turn, values), errors))]
    typed = "\n".join(values.get(name, "") for name in ("style", "words"))
    care, may_go_on = await looked_at(turn, typed)
    if not may_go_on:
        return [Reply(held_back(voice)), *care]
    traits = _said(turn.me, replace(await turn.tx.traits.of(turn.me.id), format=form), values, stage)
    await turn.tx.traits.put(traits)
    await turn.tx.members.save(replace(turn.me, availability=slots))
    met = await introductions.of_one(turn, await turn.tx.groups.of_member(turn.me.id), turn.me)
    return [Reply(wording.works(voice, has_slots=bool(slots))), *care, *met]


def _said(member: Member, traits: Traits, values: Mapping[str, str], stage: int) -> Traits:
    """Return what somebody says of themselves; a field their form did not have stays as it was."""
    traits = replace(traits, style=values.get("style", "").strip().casefold()[: forms.STYLE])
    if "words" not in values:
        return traits
    words = words_of(values["words"])
    if member.role is Role.MENTOR:
        return replace(traits, strengths=words, stage=stage)
    return replace(traits, goals=words, shares_goals=values.get("share") == "yes")


@routes.timer("aims.show")
async def show(turn: Turn, subject: str) -> Effects:
    """Show somebody their own words again, and ask how it is: one tap."""
    member_id, _, number = subject.rpartition(".")
    week, member = int(number), await turn.tx.members.find(member_id)
    if member is None or not member.is_active:
        return []
    cohort = await the_cohort(turn, member.cohort_id)
    aims = await turn.tx.aims.of(member_id)
    if not aims.by(week) or cohort.state is not CohortState.OPEN or cohort.week_at(turn.now, member.timezone) != week:
        return []
    return [Send(ToMember(member_id), wording.again(Voice.to(member), aims, week), key=f"aims:{member_id}:{week}")]


@routes.action("aims.on_my_way", role=Role.LEARNER)
async def on_my_way(turn: Turn, week: str) -> Effects:
    """Good: keep it, and no more questions."""
    await _answered(turn, week, Word.ON_MY_WAY)
    return [Reply(wording.good(Voice.to(turn.me)))]


@routes.action("aims.changed", role=Role.LEARNER)
async def changed(turn: Turn, week: str) -> Effects:
    """Aims may change: the form opens with what stands there."""
    await _answered(turn, week, Word.CHANGED)
    return await goals(turn)


@routes.action("aims.talk", role=Role.LEARNER)
async def talk(turn: Turn, week: str) -> Effects:
    """Tell the mentor, or where there is none the coordinator on duty, that a talk is welcome; not what was written."""
    await _answered(turn, week, Word.TALK)
    mentor = await mentor_of(turn, turn.me)
    person = mentor if mentor is not None and mentor.is_active else next(iter(await on_call(turn, turn.here)), None)
    if person is None:
        return [Reply(wording.talk_to(Voice.to(turn.me), None))]
    card = wording.wants_to_talk(Voice.to(person), turn.me, is_mentor=person is mentor)
    return [Reply(wording.talk_to(Voice.to(turn.me), person)), Send(ToMember(person.id), card)]


async def _answered(turn: Turn, week: str, word: Word) -> None:
    if week in map(str, WEEKS):
        await turn.tx.aims.put((await turn.tx.aims.of(turn.me.id)).answered(int(week), word))
