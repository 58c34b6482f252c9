"""Every golden case there is, for any text people may have typed."""

from tests.golden.case import Case
from tests.golden.cases import (
    asking,
    beginning,
    by_hand,
    case_work,
    people,
    privacy,
    reaching_out,
    safety,
    sessions,
    surfaces,
    weeks,
)
from tests.golden.typed import Typed

_OF = (
    *(people.of_absences, people.of_care, people.of_nudges, people.of_ladder),
    *(case_work.of_cases, case_work.of_words, case_work.of_case_desk),
    *(weeks.of_prompts, weeks.of_check_ins, weeks.of_direct, weeks.of_digests),
    *(asking.of_help, asking.of_policies, asking.of_common, asking.of_upcoming, asking.of_standing),
    *(beginning.of_onboarding, beginning.of_beginning, beginning.of_start_form),
    *(beginning.of_channels, beginning.of_leaving),
    *(reaching_out.of_reach_out, reaching_out.of_pairing),
    *(by_hand.of_reports, by_hand.of_escalating, by_hand.of_flags, by_hand.of_thanks, by_hand.of_holds),
    by_hand.of_cases_by_hand,
    *(sessions.of_sessions, sessions.of_session_days, sessions.of_session_notes),
    *(sessions.of_session_ladder, sessions.of_case_offers),
    *(privacy.of_mydata, privacy.of_retention, privacy.of_auditing),
    *(safety.of_safety, surfaces.of_surface, surfaces.of_installing, surfaces.of_suggestions, surfaces.of_home),
)


def all_cases(typed: Typed) -> list[Case]:
    """Every case, in the order of their modules."""
    found = [case for cases in _OF for case in cases(typed)]
    return sorted(found, key=lambda case: case.module)
