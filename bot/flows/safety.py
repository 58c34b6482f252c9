"""From a signal to people: a private reply to the writer and, independently, a case for the one on call."""

from dataclasses import dataclass, replace
from datetime import timedelta

from bot.cards import Card
from bot.domain.cases import REOPENS_WITHIN, CaseState, Cause
from bot.domain.hopelessness import is_hopeless, said_before
from bot.domain.joining import IMMINENT
from bot.domain.members import Member
from bot.domain.privacy import EXCERPT
from bot.domain.reports import accuses_its_writer, tells_of_anothers_deeds
from bot.domain.signals import Hit, as_one_text
from bot.domain.signals.severity import Severity
from bot.effects import Effects, Refused, Removal, Reply, Send, ToMember, Urgency
from bot.flows.case_record import acted
from bot.flows.cases import Opening, open_case
from bot.flows.first_told import first_told
from bot.flows.naming import kept_on, named
from bot.flows.own_cases import own_case, own_open_case
from bot.flows.people import on_call
from bot.helplines import register
from bot.router import Router
from bot.turn import Turn
from bot.wording import common, removing, struggling
from bot.wording import safety as wording
from bot.wording.help import span
from bot.wording.voice import Voice

routes = Router()

REPLY_EVERY = timedelta(hours=24)
"""One private reply per category and day (safety design, the learner's private reply)."""
STRUGGLING = "struggling"
CRISIS = "crisis"


@dataclass(frozen=True, slots=True)
class Source:
    """Where signals were seen; `text` lives only as long as the turn. `thread` is the platform's id of one.

    `before` is what the same person wrote just before, where the words may be split over several messages.
    """

    channel: str
    message_id: str
    text: str
    thread: str = ""
    before: tuple[str, ...] = ()

    @property
    def found_at(self) -> str:
        """The message as a case remembers it: its id, after the thread's where it stands in one."""
        return f"{self.thread}/{self.message_id}" if self.thread and self.message_id else self.message_id


async def respond(turn: Turn, hits: tuple[Hit, ...], source: Source) -> Effects:
    """Answer the highest signal of every category; shadow rules are only counted, and never seen by anybody."""
    effects: Effects = []
    for rule in sorted({hit.rule for hit in hits if hit.mode != "live"}):
        await count_shadow(turn, rule)
    live = [hit for hit in hits if hit.mode == "live"]
    is_accusing = any(tells_of_anothers_deeds(hit.rule) for hit in live)
    worst = {hit.category: hit for hit in sorted(live, key=_rank)}
    for category in sorted(worst):
        hit = worst[category]
        if is_hopeless(hit.rule, hit.severity) and (len(worst) > 1 or await _said_before(turn, hit, source)):
            hit = replace(hit, severity=Severity.HIGH)
        effects += await _answer(turn, hit, source, is_accusing=is_accusing)
    return effects


def _rank(hit: Hit) -> tuple[Severity, bool]:
    """Order hits, the one that counts last; whoever tells of a threat repeats it, and is not who made it."""
    return hit.severity, tells_of_anothers_deeds(hit.rule)


async def _said_before(turn: Turn, hit: Hit, source: Source) -> bool:
    """Whether there was a signal within two days before; one message that is changed is one signal."""
    case = await turn.tx.cases.current(turn.me.id, hit.category, turn.now - REOPENS_WITHIN)
    if case is None or case.state is CaseState.VOID or source.found_at == case.message_id != "":
        return False
    return said_before(await turn.tx.cases.timeline(case.id), turn.now)


SHADOW = "shadow"
"""How the names of facts begin that count what rules on trial saw."""


def shadow_fact(cohort_id: str, rule: str) -> str:
    """Return the name under which a shadow rule is counted."""
    return f"{SHADOW}.{cohort_id}.{rule}"


async def count_shadow(turn: Turn, rule: str) -> None:
    """Count that a rule on trial would have seen something: a number, and nothing of whom or what."""
    name = shadow_fact(turn.here.id, rule)
    await turn.tx.facts.put(name, str(int(await turn.tx.facts.get(name) or 0) + 1))


async def _answer(turn: Turn, hit: Hit, source: Source, *, is_accusing: bool) -> Effects:
    if hit.category == STRUGGLING:
        return await _ask_first(turn)
    subjects = await _subjects(turn, hit, source)
    # whoever is told of a crisis may be whom the same words accuse: of those they read in the other case, if they may
    is_elsewhere = is_accusing and not tells_of_anothers_deeds(hit.rule)
    template = turn.packs.category(hit.category).learner_reply
    opening = Opening(
        turn.me,
        hit.category,
        hit.severity,
        Cause.SIGNAL,
        hit.rule,
        channel=f"#{source.channel}" if source.channel else "",
        message_id=source.found_at,
        excerpt=_excerpt(source, hit, 0 if is_elsewhere else EXCERPT),
        learner_told=_is_answered(hit, template),
        first_step=1 if hit.rule.endswith(IMMINENT) else 0,
        subject_ids=subjects,
    )
    effects = await open_case(turn, turn.here, opening)
    reply = await _private_reply(turn, hit, source, subjects, template) if opening.learner_told else []
    return [*reply, *effects]


def _is_answered(hit: Hit, template: str) -> bool:
    """Whether a category's template has words for its writer: whoever threatens or insults gets none from a bot."""
    return template == "crisis" or (template == "harassment" and hit.rule == "harassment.disclosure")


async def _subjects(turn: Turn, hit: Hit, source: Source) -> tuple[str, ...]:
    """Return from whom a case is kept: its writer where it is about their deeds, whoever a victim names.

    Who is only mentioned in other messages is told like everybody else, and in a crisis everybody is.
    """
    if accuses_its_writer(hit.rule, hit.category):
        return (turn.me.id,)
    if not tells_of_anothers_deeds(hit.rule):
        return ()
    people = await turn.tx.members.in_cohort(turn.here.id)
    found = {*await named(turn, "\n".join((*source.before, source.text)), people), *await kept_on(turn)}
    return tuple(sorted(found - {turn.me.id}))


async def _private_reply(turn: Turn, hit: Hit, source: Source, subjects: tuple[str, ...], template: str) -> Effects:
    owner = await _owner(turn, hit.category, subjects)
    policy = turn.here.plan.safety.severities[hit.severity]
    told, at = await first_told(turn, turn.here, policy, (turn.me.id, *subjects))
    told_at = at if at > turn.now and not owner else None  # nobody reads that somebody knows before somebody does
    outside = turn.here.plan.safety.outside
    writer = wording.Writer(
        turn.me, owner or told, register(), told_at, bool(source.channel), has_outside=bool(outside)
    )
    card = wording.reply(Voice.to(turn.me), writer, hit, template)
    return [_once_a_day(turn, turn.me, card, hit.category)] if card is not None else []


async def _owner(turn: Turn, category: str, subjects: tuple[str, ...]) -> list[Member]:
    """Return who has somebody's open case of a category: they hear of what comes, not whoever is on call."""
    case = await turn.tx.cases.current(turn.me.id, category, turn.now, subjects)
    owner = await turn.tx.members.find(case.owner_id) if case is not None and case.owner_id else None
    return [owner] if owner is not None else []


def _once_a_day(turn: Turn, writer: Member, card: Card, category: str) -> Send:
    day = int(turn.now.timestamp() // REPLY_EVERY.total_seconds())
    key = f"safety:{writer.id}:{category}:{day}"
    return Send(ToMember(writer.id), card, Urgency.SAFETY, tag=f"safety:{writer.id}:{category}", key=key, lane=key)


async def _ask_first(turn: Turn) -> Effects:
    """Struggling is no emergency: nobody is told unless the writer says yes."""
    week = turn.here.week_at(turn.now, turn.me.timezone)
    card = struggling.struggling(Voice.to(turn.me), turn.me)
    return [
        Send(
            ToMember(turn.me.id),
            card,
            Urgency.SAFETY,
            tag=f"struggling:{turn.me.id}:{week}",
            key=f"struggling:{turn.me.id}:{week}",
        )
    ]


def _excerpt(source: Source, hit: Hit, width: int) -> str:
    """Return the words around a signal, `width` characters; of 0 only what the rule itself saw."""
    text, offset = as_one_text(source.text, source.before) if hit.is_split else (source.text, 0)
    if not width:
        return text[hit.start + offset : hit.end + offset][:EXCERPT]
    start = max(0, (hit.start + hit.end) // 2 + offset - width // 2)
    return text[start : start + width]


@routes.action("struggling.tell", always=True)
async def tell(turn: Turn, _subject: str) -> Effects:
    """Yes, tell them: the coordinator on call hears of it in working hours."""
    kept = await kept_on(turn)
    opening = Opening(turn.me, STRUGGLING, Severity.NORMAL, Cause.SIGNAL, "struggling.agreed", subject_ids=kept)
    within = span(Voice.to(turn.me), turn.here.plan.safety.severities[Severity.NORMAL].answer_within)
    return [Reply(struggling.will_tell(Voice.to(turn.me), within)), *await open_case(turn, turn.here, opening)]


@routes.action("struggling.keep", always=True)
async def keep(turn: Turn, _subject: str) -> Effects:
    """No, thank you: nobody is told."""
    return [Reply(struggling.kept(Voice.to(turn.me)))]


@routes.action("safety.safe", always=True)
async def safe(turn: Turn, category: str) -> Effects:
    """I'm safe: recorded and shown; a person still looks."""
    case = await own_open_case(turn, turn.me, category)
    if case is not None:
        await acted(turn, case, "learner_ok")
    return [Reply(wording.glad_safe(Voice.to(turn.me), has_case=case is not None))]


@routes.action("safety.mistake", always=True)
async def mistake(turn: Turn, category: str) -> Effects:
    """This was a mistake: recorded; whoever is on call decides."""
    case = await own_open_case(turn, turn.me, category)
    if case is not None:
        await acted(turn, case, "mistake")
    return [Reply(wording.sorry(Voice.to(turn.me), has_case=case is not None))]


@routes.action("safety.remove", always=True)
async def remove(turn: Turn, category: str) -> Effects:
    """Take my message away: the platform does it where it lets the bot, else they read how to."""
    voice = Voice.to(turn.me)
    how = removing.how_to_remove(voice)
    case = await own_case(turn, turn.me, category)
    spot = await turn.tx.places.named(turn.here.id, case.channel.removeprefix("#")) if case is not None else None
    if case is None or spot is None or not case.message_id:
        return [Reply(how)]
    await acted(turn, case, "removal_asked")
    thread, _, message_id = case.message_id.rpartition("/")
    return [Reply(how, Removal(thread or spot.place.channel, message_id, removing.removed(voice)))]


@routes.action("safety.person", always=True)
async def person(turn: Turn, category: str) -> Effects:
    """Talk to someone now: at least a high case, told at once."""
    if category not in {known.id for known in turn.packs.categories}:
        raise Refused(common.gone(Voice.to(turn.me)))
    case = await own_open_case(turn, turn.me, category)
    severity = max(case.severity, Severity.HIGH) if case is not None else Severity.HIGH
    kept = await _kept(turn, category)
    opening = Opening(turn.me, category, severity, Cause.HELP, "safety.person", subject_ids=kept, is_urgent=True)
    effects = await open_case(turn, turn.here, opening)
    asked = await _owner(turn, category, kept) or await on_call(turn, turn.here, (turn.me.id, *kept))
    return [Reply(wording.person_asked(Voice.to(turn.me), asked, register().get(turn.me.country))), *effects]


async def _kept(turn: Turn, category: str) -> tuple[str, ...]:
    """Return from whom it is kept that somebody asks for a person; in a crisis from nobody."""
    return () if category == CRISIS else await kept_on(turn)
