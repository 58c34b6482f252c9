"""How a case ends outside the programme, and how it opens again: what coordinators read."""

from collections.abc import Iterator
from dataclasses import replace

from bot.domain.cases import Outside
from bot.domain.signals.severity import Severity
from bot.wording import case_handovers, case_reopening, case_words
from tests.golden.case import Case, case
from tests.golden.sample import NOW, VOICE, coordinator, entry, people, the_case
from tests.golden.typed import Typed


def of_case_ends(typed: Typed) -> Iterator[Case]:
    owner = coordinator(typed)
    taken = the_case(typed).acknowledged(owner.id, NOW)
    yield case(case_handovers.note_needed, "", VOICE, taken)
    yield case(case_handovers.handed_over, "", VOICE, taken)
    yield case(case_handovers.handed_over, "nothing grave", VOICE, replace(taken, severity=Severity.NORMAL))
    yield case(case_handovers.was_handed_over, "", VOICE, taken, owner)
    for function in (case_reopening.button, case_reopening.form, case_reopening.opened):
        yield case(function, "", VOICE, taken)
    yield case(case_reopening.open_already, "", VOICE, taken)
    yield case(case_reopening.too_late, "", VOICE, taken)
    for what in (*(f"handed_over:{body}" for body in Outside), "opened_again"):
        yield case(case_words.entered, what, VOICE, entry(what, typed.words), people(typed))
