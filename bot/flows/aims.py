"""What people want to reach and how they like to work: asked once, optional, and shown again (O4 to O6)."""

from collections.abc import Mapping
from dataclasses import replace

from bot.cards import Action, FieldErrors
from bot.domain.aims import WEEKS, Aims, Word, shown_at
from bot.domain.availability import parse_availability
from bot.domain.cohorts import Cohort, CohortState
from bot.domain.members import MeetingFormat, Member, Role
from bot.effects import Effects, Later, Reply, Send, ToMember
from bot.flows.people import mentor_of, on_call, the_cohort
from bot.router import Router
from bot.turn import Turn
from bot.wording import aims as wording
from bot.wording import aims_form as forms
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
        name: forms.no_number(voice, most)
        for name, found, most in (("stage", stage, MOST_STAGE), ("hours", hours, MOST_HOURS))
        if found is None
    }
    if stage is None or hours is None:
        return [Reply(FieldErrors(forms.goals(voice, forms.Answers(typed)), errors))]
    before = await turn.tx.aims.of(turn.me.id)
    two, four, access = (typed.get(name, "")[: forms.LONGEST] for name in ("by_week_2", "by_week_4", "access"))
    aims = replace(before, by_week_2=two, by_week_4=four, access=access, hours=hours)
    await turn.tx.aims.put(aims)
    traits = await turn.tx.traits.of(turn.me.id)
    await turn.tx.traits.put(replace(traits, stage=stage))
    return [Reply(wording.kept(voice, aims, turn.me)), *_timers(turn, turn.here, turn.me, aims)]


def _number(typed: Mapping[str, str], name: str, most: int) -> int | None:
    """Return what was typed, 0 for nothing, None for what is no whole number up to `most`."""
    text = typed.get(name, "") or "0"
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 and int(text) <= most else None


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
    answers = {"style": traits.style, "format": str(traits.format), "slots": turn.me.availability}
    return [Reply(forms.profile(Voice.to(turn.me), forms.Answers(answers)))]


@routes.form("aims.profile")
async def works(turn: Turn, _subject: str, values: Mapping[str, str]) -> Effects:
    """Keep how somebody likes to work and when; hours that cannot be read are named, and nothing is half saved."""
    voice, slots = Voice.to(turn.me), "; ".join(values.get("slots", "").replace("\n", ";").split(";")).strip("; ")
    try:
        parse_availability(slots)
        form = MeetingFormat(values.get("format") or MeetingFormat.EITHER)
    except ValueError:
        return [Reply(FieldErrors(forms.profile(voice, forms.Answers(values)), {"slots": forms.no_slots(voice)}))]
    traits = await turn.tx.traits.of(turn.me.id)
    style = values.get("style", "").strip().casefold()[: forms.STYLE]
    await turn.tx.traits.put(replace(traits, style=style, format=form))
    await turn.tx.members.save(replace(turn.me, availability=slots))
    return [Reply(wording.works(voice, has_slots=bool(slots)))]


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
