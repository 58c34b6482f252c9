"""Privacy in people's own hands: what is held, all of it to take along, and erasure."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.domain.auditing import AuditReport, Rights
from bot.domain.check_ins import CheckInState, Mood
from bot.domain.mydata import Held, HeldCase, Look, Sent
from bot.domain.mydata_file import as_json
from bot.wording import auditing, mydata, retention
from tests.golden.case import Case, case
from tests.golden.sample import DAY, NOW, VOICE, check_in, cohort, entry, group, learner, the_case
from tests.golden.typed import Typed

LOOKS = (
    *("case.read", "case.excerpt_read", "case.acknowledged", "case.closed:supported", "case.held:2026-06-01"),
    *("case.released", "case.offered:talk", "check_in.words_read", "member.pace:2", "member.care_pause"),
    *("pairing.handoff", "texts.erased", "something.new"),
)


def nothing_held(typed: Typed) -> Held:
    """What is held about somebody who has just come."""
    return Held(learner(typed, country=""), cohort(typed), NOW)


def much_held(typed: Typed) -> Held:
    """What is held about somebody after some weeks."""
    answered = check_in(state=CheckInState.ANSWERED, answered_at=NOW, mood=Mood.HARD, hardest=typed.words)
    about_them = the_case(typed)
    held = HeldCase(about_them, typed.words, (entry("note", typed.words),))
    return Held(
        member=learner(typed),
        cohort=cohort(typed),
        made_at=NOW,
        accounts=(f"local:{typed.name}",) * 2,
        group=group(typed),
        mentor=typed.other,
        check_ins=(answered, check_in()),
        written=7,
        last_written_at=NOW,
        sent=(Sent(NOW, "prompt.week", typed.line, is_sent=True), Sent(NOW, "nudge.one", typed.line, is_sent=False)),
        cases=(held, HeldCase(replace(about_them, ref="M2B8", held_at=NOW))),
        looks=tuple(
            Look(NOW + timedelta(hours=n), typed.other if n % 2 else "", what, "K7Q2" if "case" in what else "")
            for n, what in enumerate(LOOKS)
        ),
    )


def of_mydata(typed: Typed) -> Iterator[Case]:
    nothing, much = nothing_held(typed), much_held(typed)
    crowd = replace(much, cases=much.cases * 100, accounts=much.accounts * 20, looks=much.looks * 20)
    yield case(mydata.shown, "just come", VOICE, nothing)
    yield case(mydata.shown, "after some weeks", VOICE, much)
    yield case(mydata.shown, "more than fits", VOICE, crowd)
    yield case(mydata.export, "small", VOICE, '{\n "you": {}\n}', 1)
    yield case(mydata.export, "the first part", VOICE, as_json(crowd), 1)
    numbers = "\n".join(str(number) for number in range(1000))
    yield case(mydata.export, "a part between", VOICE, numbers, 2)
    yield case(mydata.export, "beyond the last part", VOICE, numbers, 999)
    yield case(mydata.sure, "nothing stays", VOICE, nothing)
    yield case(mydata.sure, "cases stay", VOICE, much)
    yield case(mydata.sure, "more than fits", VOICE, crowd)
    yield case(mydata.deleted, "nothing stays", VOICE, [])
    yield case(mydata.deleted, "cases stay", VOICE, much.staying)
    yield case(mydata.who_it_was, "", VOICE, learner(typed), ["discord:1"])


def of_retention(typed: Typed) -> Iterator[Case]:
    yield case(retention.purged, "", VOICE, cohort(typed))


def of_auditing(typed: Typed) -> Iterator[Case]:
    yield case(auditing.shown, "a quiet month", VOICE, AuditReport(DAY, DAY, rights=Rights((typed.other,))))
    looked = tuple(
        (typed.other, what, 3) for what in ("case.read", "survey.words_read", "report.exported", "audit.read")
    )
    kinds = ("config.changed:discord", "cohort.closed", "purge.asked", "texts.erased")
    everybody = (typed.other, typed.name) * 20
    much = AuditReport(DAY, DAY, looked * 20, tuple((kind, 2) for kind in kinds), Rights(*[everybody] * 4), 17)
    yield case(auditing.shown, "much to look at", VOICE, much)
