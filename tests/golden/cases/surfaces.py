"""What a platform's adapter says by itself, and what it offers while somebody fills in a command."""

from collections.abc import Iterator
from datetime import date

from bot.cards import Action, Card
from bot.flows import all_routes
from bot.wording import help, home, installing, suggestions, surface
from tests.golden.case import Case, case
from tests.golden.sample import VOICE, learner, the_case
from tests.golden.typed import Typed

OPENER = Action("command.run", "peer.help")


def of_surface(typed: Typed) -> Iterator[Case]:
    form = help.help_form(VOICE)
    yield case(surface.done, "", VOICE)
    yield case(surface.removed, "", Card("Done.", kind="crisis.removed"))
    yield case(surface.form_waits, "a button opens it", form, OPENER)
    yield case(surface.form_waits, "nothing opens it", form, None)
    errors = {form.inputs[0].name: typed.words[:2000], "gone": typed.line}
    yield case(surface.not_quite, "a button opens it again", form, errors, OPENER)
    yield case(surface.not_quite, "nothing opens it again", form, errors, None)
    yield case(surface.nothing_to_choose, "", form)
    yield case(surface.submit, "", form)
    yield case(surface.cancel, "", form)
    yield case(surface.subject, "", Card("Waiting.", kind="case.outside"))
    yield case(surface.close, "", Card("Done.", kind="crisis.removed"))


def of_installing(typed: Typed) -> Iterator[Case]:
    yield case(installing.installed, "", typed.name, "T0123ABCD")
    yield case(installing.not_among, "", typed.name, "T0123ABCD")
    for page in (installing.declined, installing.unknown_state, installing.failed, installing.for_one_workspace):
        yield case(page, "")


def of_suggestions(typed: Typed) -> Iterator[Case]:
    yield case(suggestions.person, "", learner(typed))
    yield case(suggestions.case, "", VOICE, the_case(typed))
    yield case(suggestions.day, "", VOICE, date(2026, 3, 2))


def of_home(_typed: Typed) -> Iterator[Case]:
    for command in all_routes().described().values():
        yield case(home.button, command.name, VOICE, command)
