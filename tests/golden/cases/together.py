"""People come in, say what they want, and find each other: rosters, aims, groups, norms, spaces."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import time, timedelta

from bot import catalogues
from bot.domain import grouping
from bot.domain.affinity import Space
from bot.domain.aims import Aims, Stretch
from bot.domain.availability import Window
from bot.domain.group_drafts import DraftState, GroupDraft
from bot.domain.members import Role
from bot.domain.merging import Advice, Circle, Merge
from bot.domain.norms import Norm
from bot.domain.roster import Entry, Fate, Outcome, Reason, Refusal
from bot.domain.topics import Topic
from bot.errors import Fault
from bot.people_file.roster import Read
from bot.wording import aims, aims_form, group_drafts, group_edits, languages, merging, norms, roster, spaces
from tests.golden.case import Case, case
from tests.golden.sample import NOW, VOICE, group, learner, mentor
from tests.golden.typed import Typed


def of_roster(typed: Typed) -> Iterator[Case]:
    entry = Entry(2, "L01", Role.LEARNER)
    reasons = tuple(Reason(why, "account", typed.line) for why in Refusal)
    outcomes = [
        Outcome(entry, Fate.NEW),
        Outcome(entry, Fate.CHANGED, {"stage": 2}, ("timezone",), (("discord", "G1", "1"),)),
        Outcome(entry, Fate.UNCHANGED),
        Outcome(entry, Fate.REFUSED, reasons=reasons),
    ]
    read = Read("rows", (entry,), (Fault("rows", 3, "timezone", f'"{typed.line}" is not a time zone.'),), {})
    told = roster.lines(read, outcomes)
    yield case(roster.form, "", VOICE)
    fine = roster.lines(Read("rows", (entry,), (), {}), outcomes[:3])
    yield case(roster.shown, "", VOICE, fine)
    yield case(roster.taken_up, "many", VOICE, "\n".join([fine] * 30))
    yield case(roster.refused, "", VOICE, told)
    yield case(roster.unreadable, "", VOICE, typed.words)
    yield case(roster.lines, "", read, outcomes)


def of_languages(_typed: Typed) -> Iterator[Case]:
    yield case(languages.page, "", VOICE, catalogues.languages())
    yield case(languages.page, "in one nobody has translated", replace(VOICE, language="sw"), ["en", "es"])
    yield case(languages.chosen, "", VOICE)


def of_aims(typed: Typed) -> Iterator[Case]:
    person, told = learner(typed), Aims("id-L04", typed.words[:600], typed.line[:600], typed.words[:600], 3)
    yield case(aims.offered, "", VOICE)
    yield case(aims.kept, "", VOICE, told, replace(person, availability=""))
    yield case(
        aims.kept, "an hour, and slots", VOICE, replace(told, hours=1), replace(person, availability="Mon 18:00-20:00")
    )
    yield case(aims.kept, "nothing said", VOICE, Aims("id-L04"), person)
    stretch = Stretch((NOW, NOW + timedelta(hours=2)), NOW + timedelta(weeks=5))
    yield case(aims.in_calendar, "", VOICE, stretch)
    yield case(aims.line, "", VOICE, Window(0, time(18), time(20)), stretch, person, NOW)
    yield case(aims.too_late, "", VOICE)
    yield case(aims.works, "with hours", VOICE, has_slots=True)
    yield case(aims.works, "without", VOICE, has_slots=False)
    yield case(aims.again, "", VOICE, told, 2)
    yield case(aims.good, "", VOICE)
    yield case(aims.talk_to, "", VOICE, mentor(typed))
    yield case(aims.talk_to, "nobody there", VOICE, None)
    yield case(aims.wants_to_talk, "to the mentor", VOICE, person, is_mentor=True)
    yield case(aims.wants_to_talk, "to the coordinator", VOICE, person, is_mentor=False)


def of_aims_form(typed: Typed) -> Iterator[Case]:
    told = Aims("id-L04", typed.words[:600], typed.line[:600], typed.words[:600], 3)
    yield case(aims_form.goals, "new", VOICE, aims_form.Answers({}))
    yield case(aims_form.goals, "filled in", VOICE, aims_form.Answers.stored(told, 2))
    yield case(aims_form.profile, "new", VOICE, aims_form.Answers({}))
    yield case(aims_form.profile, "typed", VOICE, aims_form.Answers({"style": typed.line, "slots": typed.words}))
    yield case(
        aims_form.profile, "a mentor's", VOICE, aims_form.Answers({"words": typed.line}), Role.MENTOR, [typed.line]
    )
    yield case(aims_form.weekly, "", VOICE, typed.line)
    yield case(aims_form.no_slot, "", VOICE)
    yield case(aims_form.no_number, "", VOICE, 80)
    yield case(aims_form.no_slots, "", VOICE)


def of_group_drafts(typed: Typed) -> Iterator[Case]:
    person, other = learner(typed), replace(learner(typed), id="id-L05", handle="L05")
    shown = grouping.Group((person.id, other.id), 62.5, dict.fromkeys(grouping.Criterion, 12.5), 72)
    draft = GroupDraft("d1", "spring", NOW, "id-C1", ((person.id, other.id),), (), 7000, 8000)
    proposed = group_drafts.Proposed(draft, [shown], {one.id: one for one in (person, other)})
    yield case(group_drafts.proposal, "", VOICE, proposed)
    approved = replace(proposed, draft=draft.decided(DraftState.APPROVED, "id-C1"))
    yield case(group_drafts.proposal, "approved", VOICE, approved)
    edited = replace(
        proposed,
        draft=replace(draft, unplaced=(person.id,)),
        faults=1,
        why={person.id: grouping.Unplaced(person.id, grouping.Why.HOURS)},
    )
    yield case(group_drafts.proposal, "edited, somebody without a place", VOICE, edited)
    yield case(group_drafts.proposal, "seen again", VOICE, replace(edited, why={}))
    wishes = grouping.Unplaced(person.id, grouping.Why.WISHES, ((person.id, other.id),), grouping.Sizes(2, 3))
    yield case(group_drafts.proposal, "wishes in the way", VOICE, replace(edited, why={person.id: wishes}))
    many = replace(proposed, draft=replace(draft, groups=draft.groups * 30), groups=[shown] * 30)
    yield case(group_drafts.proposal, "thirty groups", VOICE, many)
    yield case(group_drafts.looking, "", VOICE, 18)
    yield case(group_drafts.all_grouped, "", VOICE)
    yield case(group_drafts.too_few, "", VOICE, [person, other], 3)
    yield case(group_drafts.none_waits, "", VOICE)
    yield case(group_drafts.no_swap, "", VOICE, person, other)
    yield case(group_drafts.not_approved, "", VOICE)
    touched = draft.changed_from(draft, NOW, other.id)
    yield case(group_drafts.changed_since, "", VOICE, touched, other)
    yield case(group_drafts.changed_since, "nobody knows by whom", VOICE, draft, None)
    changed = group_drafts.Proposed(touched, [shown], {one.id: one for one in (person, other)}, 1)
    yield case(group_edits.moved, "", VOICE, changed, [person, other])
    yield case(group_edits.moved, "taken back, no fault", VOICE, replace(changed, faults=0), [])
    yield case(group_edits.nothing_to_undo, "", VOICE)
    yield case(group_edits.look_form, "", VOICE, "4", "5", "")
    yield case(group_edits.move_form, "", VOICE, draft, typed.words, "none")
    for function in (group_edits.upside_down, group_edits.no_seed, group_edits.same_group):
        yield case(function, "", VOICE)
    for function in (group_edits.no_size, group_edits.no_group):
        yield case(function, "", VOICE, 12)
    yield case(group_edits.changed_meanwhile, "", VOICE, touched, other)
    yield case(group_edits.changed_meanwhile, "nobody knows by whom", VOICE, draft, None)
    yield case(group_edits.who_is_wrong, "nobody like that", VOICE, [typed.line], 0, "1")
    yield case(group_edits.who_is_wrong, "nobody", VOICE, [], 0, "1")
    yield case(group_edits.who_is_wrong, "one", VOICE, [], 1, group_edits.SWAP)
    yield case(group_edits.who_is_wrong, "three", VOICE, [], 3, group_edits.SWAP)
    yield case(group_edits.who_is_wrong, "right", VOICE, [], 2, group_edits.SWAP)
    yield case(group_drafts.dropped, "", VOICE)
    yield case(group_drafts.published, "", VOICE, ["Acacia", "Baobab"])
    yield case(group_drafts.yours, "", VOICE, group(typed), [person, other], mentor(typed))
    yield case(group_drafts.yours, "alone so far", VOICE, group(typed), [], None)
    yield case(group_drafts.to_facilitator, "", VOICE, group(typed), [person] * 5)


def of_merging(typed: Typed) -> Iterator[Case]:
    small, large = (Circle(group(typed, n), frozenset(f"{n}{m}" for m in range(n))) for n in (1, 4))
    merges = (Merge(small, large), Merge(Circle(group(typed, 2), frozenset("ab")), large))
    found = Advice(merges, (Circle(group(typed, 3), frozenset("abc")),))
    yield case(merging.advice, "", VOICE, found)
    yield case(merging.advice, "all is well", VOICE, Advice())
    yield case(merging.advice, "nobody has room", VOICE, Advice(alone=found.alone))
    yield case(merging.shrunk, "", VOICE, group(typed), found)
    yield case(merging.silent, "", VOICE, group(typed), found)
    yield case(merging.no_longer, "", VOICE)
    yield case(merging.merged, "", VOICE, merges[0])
    yield case(merging.yours, "", VOICE, group(typed), [learner(typed)] * 4)
    yield case(merging.to_facilitator, "", VOICE, group(typed), [learner(typed)] * 2)
    yield case(merging.new_faces, "one", VOICE, 1)
    yield case(merging.new_faces, "two", VOICE, 2)


def of_norms(typed: Typed) -> Iterator[Case]:
    norm = Norm("n1", "id-g1", "id-L04", NOW, text=typed.words[:200])
    told = [typed.line[:200], typed.words[:200]]
    yield case(norms.page, "", VOICE, norms.Seen(group(typed), told), mentor(typed), may_add=True)
    mute = norms.Seen(replace(group(typed), purpose=typed.words))
    yield case(norms.page, "nothing yet", VOICE, mute, None, may_add=False)
    hosted = norms.Seen(group(typed), host=learner(typed))
    yield case(norms.page, "somebody hosts", VOICE, hosted, mentor(typed), may_add=False)
    topic = Topic("t1", "spring", "id-g1", "id-M1", typed.line[:80], typed.words[:400], NOW, NOW)
    yield case(norms.page, "with a topic", VOICE, norms.Seen(group(typed), told, [topic]), mentor(typed), may_add=False)
    yield case(norms.lines, "", VOICE, told)
    yield case(norms.add_button, "", VOICE)
    yield case(norms.form, "", VOICE)
    yield case(norms.offered, "", VOICE)
    yield case(norms.asked, "", VOICE, group(typed), norm)
    yield case(norms.decided, "agreed", VOICE, group(typed), is_agreed=True)
    yield case(norms.decided, "left out", VOICE, group(typed), is_agreed=False)
    yield case(norms.settled, "", VOICE)
    yield case(norms.pinned, "", VOICE, told)
    yield case(norms.no_group, "", VOICE)
    yield case(norms.one_each, "", VOICE)


def of_spaces(typed: Typed) -> Iterator[Case]:
    this = Space("s1", "spring", "women", typed.group, typed.line)
    bare = replace(this, id="s2", about="")
    yield case(spaces.page, "", VOICE, [this, bare], {"s1"}, may_join=True)
    yield case(spaces.page, "many", VOICE, [replace(this, id=f"s{n}") for n in range(20)], (), may_join=True)
    yield case(spaces.page, "a mentor", VOICE, [this], (), may_join=False)
    yield case(spaces.page, "there is none", VOICE, [], (), may_join=True)
    yield case(spaces.none, "", VOICE)
    yield case(spaces.counted, "", VOICE, [this, bare], {"s1": 6, "s2": 1})
    yield case(spaces.counted, "there is none", VOICE, [], {})
    yield case(spaces.outside, "", VOICE, this)
    yield case(spaces.outside, "nothing said", VOICE, bare)
    yield case(spaces.inside, "", VOICE, this, [learner(typed)] * 6)
    yield case(spaces.left, "", VOICE, this)
    yield case(spaces.greeting, "", VOICE, this)
    yield case(spaces.greeting, "nothing said", VOICE, bare)
