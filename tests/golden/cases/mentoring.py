"""The training, pairs before they are known, cards at hand, the hub, a mentor's hours."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

from bot.domain.availability import parse_availability
from bot.domain.hub import HubItem, HubKind, HubState
from bot.domain.pairing import Criterion, Unpaired, Why
from bot.domain.proposals import PairProposal
from bot.domain.room import Candidate
from bot.domain.scripts import Script
from bot.domain.training import PARTS, SCENES, Progress, Training
from bot.wording import availability, changes, hub, moves, pairing, playbook, practice, session_follow_ups, training
from tests.golden.case import Case, case
from tests.golden.cases.sessions import session
from tests.golden.sample import DAY, NOW, VOICE, cohort, coordinator, learner, mentor
from tests.golden.typed import Typed

LINK = "https://meet.example.org/training"
LIVE = Training(datetime(2026, 3, 20, 14, tzinfo=UTC), link=LINK, refresher=datetime(2026, 4, 7, 14, tzinfo=UTC))
THROUGH = Progress("id-M02", PARTS, SCENES, NOW)


def of_training(typed: Typed) -> Iterator[Case]:
    guide, this = mentor(typed), cohort(typed)
    for part in range(1, PARTS + 1):
        yield case(training.page, f"part {part}", VOICE, part, LIVE.agenda)
    new = Progress(guide.id)
    yield case(training.overview, "live, ahead", VOICE, LIVE, new, NOW)
    yield case(training.overview, "in chat only", VOICE, Training(), new, NOW)
    yield case(training.overview, "under way", VOICE, Training(), replace(new, parts=3), NOW)
    yield case(training.overview, "the practice is left", VOICE, Training(), replace(new, parts=PARTS), NOW)
    yield case(training.overview, "through", VOICE, LIVE, THROUGH, NOW)
    for at in (LIVE.at, LIVE.refresher):
        yield case(training.invitation, f"{at:%d %B}", VOICE, this, LIVE, at, NOW)
    yield case(training.invitation, "without a link", VOICE, this, replace(LIVE, link=""), LIVE.at, NOW)
    yield case(training.were_you_there, "the training", VOICE, is_refresher=False)
    yield case(training.were_you_there, "the refresher", VOICE, is_refresher=True)
    yield case(training.was_there, "", VOICE)
    said = practice.word_on(VOICE, 3, "b")
    yield case(training.finished, "", VOICE, said)
    yield case(training.make_up, "", VOICE, new)
    yield case(training.refresher, "ahead", VOICE, new)
    yield case(training.refresher, "done", VOICE, replace(new, refreshed_at=NOW))
    yield case(training.refreshed, "", VOICE)
    yield case(training.overdue, "", VOICE, [guide])
    yield case(training.overdue, "forty of them", VOICE, [guide] * 40)
    yield case(training.roll, "both", VOICE, [guide], [guide, guide])
    yield case(training.roll, "nobody", VOICE, [], [])
    yield case(training.open_training, "", VOICE, [guide])


def of_practice(_typed: Typed) -> Iterator[Case]:
    for number in range(1, SCENES + 1):
        yield case(practice.scene, f"moment {number}", VOICE, number)
        for letter in practice.LETTERS:
            yield case(practice.word_on, f"moment {number}, {letter}", VOICE, number, letter)
    yield case(practice.scene, "after an answer", VOICE, 2, practice.word_on(VOICE, 1, "c"))


def of_playbook(_typed: Typed) -> Iterator[Case]:
    for script in Script:
        yield case(playbook.playbook, str(script), VOICE, script)
        yield case(playbook.script_button, str(script), VOICE, script)
    yield case(playbook.rubric, "", VOICE)


def of_pairs(typed: Typed) -> Iterator[Case]:
    person, guide = learner(typed), mentor(typed)
    another = replace(guide, id="id-M03", handle="M03")
    new = PairProposal("p1", "spring", person.id, guide.id, NOW)
    approved = new.approved(NOW, "id-C1")
    people = {person.id: person, guide.id: guide}
    nobody = [Unpaired(person.id, why) for why in Why]
    yield case(pairing.planned, "to be approved", VOICE, pairing.Planned([new], people, nobody))
    yield case(pairing.planned, "two hundred, approved", VOICE, pairing.Planned([approved] * 200, people))
    option = moves.Option(Candidate(person.id, guide.id, 0, 2, 4, tuple(Criterion)), guide)
    reasons = moves.reasons(VOICE, option)
    plan = pairing.Planned([new], people)
    yield case(pairing.explained, "others have room", VOICE, new, plan, reasons, [guide, another])
    by_hand = replace(new, is_by_hand=True)
    yield case(pairing.explained, "by hand, nobody else", VOICE, by_hand, plan, reasons, [])
    yield case(pairing.given, "", VOICE, person, guide)
    yield case(pairing.given_meanwhile, "", VOICE, new, person, guide, another)
    yield case(pairing.changed_since, "", VOICE)
    yield case(pairing.approved, "", VOICE, 18)
    waiting = {guide.id: (approved,)}
    yield case(pairing.not_trained, "all wait", VOICE, pairing.Planned([approved], people), waiting)
    yield case(pairing.not_trained, "fifteen could", VOICE, pairing.Planned([approved] * 16, people), waiting)
    for function in (pairing.not_approved, pairing.published):
        yield case(function, "one", VOICE, 1)
        yield case(function, "many", VOICE, 18)
    yield case(pairing.nothing_planned, "", VOICE)
    yield case(pairing.all_trained, "to be approved", VOICE, [new])
    yield case(pairing.all_trained, "approved", VOICE, [approved] * 2)
    yield case(pairing.your_mentor, "", VOICE, guide)
    yield case(pairing.your_learners, "", VOICE, [person])
    yield case(pairing.your_learners, "forty", VOICE, [person] * 40)


def item(typed: Typed, kind: HubKind = HubKind.GUIDE, **changed: object) -> HubItem:
    """Something in the hub."""
    keys = {"link": LINK if kind is HubKind.LINK else "", **changed}
    title, text = typed.name[:60], typed.words[:1000]
    return HubItem("i1", "spring", "H1", kind, title, text, "id-M02", date(2026, 3, 9), **keys)  # type: ignore[arg-type]


def of_hub(typed: Typed) -> Iterator[Case]:
    guide = mentor(typed)
    every = [replace(item(typed, kind), id=f"i{n}") for n, kind in enumerate(HubKind)]
    many = [replace(one, id=f"i{n}{one.kind}") for n in range(25) for one in every]
    yield case(hub.page, "bare", VOICE, hub.Hub([], [], [], ""))
    full = hub.Hub(every, [(typed.name, LINK)], [coordinator(typed)], typed.line[:200], is_mentor=True)
    yield case(hub.page, "full, a mentor's", VOICE, full)
    yield case(hub.page, "a hundred items", VOICE, replace(full, items=many))
    for key in ("if:stuck", "if:behind", "if:missed", "if:worried", "if:wrong"):
        yield case(hub.guide, key.removeprefix("if:"), VOICE, key)
    yield case(hub.item, "a learner reads it", VOICE, every[0], guide, may_change=False)
    yield case(hub.item, "a mentor reads it", VOICE, every[3], guide, may_change=True)
    yield case(hub.item, "a change, for a mentor", VOICE, every[4], guide, may_change=True)
    yield case(changes.changed, "", VOICE, every[4])
    yield case(changes.changed, "a name alone", VOICE, replace(every[4], text=""))
    yield case(hub.form, "new", VOICE, None)
    yield case(hub.form, "a change", VOICE, every[0])
    typed_in = (typed.name, "nowhere", typed.words, typed.line, typed.line)
    yield case(hub.form, "what did not fit", VOICE, every[0], typed_in)
    for problem in (hub.no_title, hub.no_content, hub.no_link, hub.no_day, hub.sent_in, hub.settled):
        yield case(problem, "", VOICE)
    proposed = item(typed, HubKind.LINK, state=HubState.PROPOSED)
    yield case(hub.proposed, "new", VOICE, proposed, guide, None)
    yield case(hub.proposed, "a change", VOICE, item(typed, state=HubState.PROPOSED), guide, every[3])
    for answer in (hub.live, hub.declined, hub.still_right):
        yield case(answer, "", VOICE, every[0])
    yield case(hub.unknown, "", VOICE, typed.words)
    yield case(hub.to_look_at, "", VOICE, every)


def of_availability(typed: Typed) -> Iterator[Case]:
    hours = parse_availability("Mon 18:00-20:00;Thu 12:00-13:30")
    yield case(availability.form, "", VOICE, typed.words[:500])
    yield case(availability.not_hours, "", VOICE)
    yield case(availability.kept, "two evenings", VOICE, hours, 0)
    yield case(availability.kept, "one lies outside", VOICE, hours, 1)
    yield case(availability.kept, "none at all", VOICE, (), 2)


def of_session_follow_ups(typed: Typed) -> Iterator[Case]:
    guide, met = mentor(typed), session(step="One chart", step_on=DAY)
    yield case(session_follow_ups.who_writes, "", VOICE, met, guide)
    yield case(session_follow_ups.agreed, "they write", VOICE, met, guide, LINK, is_theirs=True)
    yield case(session_follow_ups.agreed, "you write", VOICE, replace(met, step_on=None), guide, "", is_theirs=False)
    yield case(session_follow_ups.write_today, "", VOICE, learner(typed))
