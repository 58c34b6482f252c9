"""Every golden case there is, for any text people may have typed."""

from functools import cache

from tests.golden.case import Case
from tests.golden.cases import (
    arrangements,
    asking,
    beginning,
    by_hand,
    case_ends,
    case_work,
    decided,
    desk,
    desk_pages,
    exchange,
    figures,
    gatherings,
    groups,
    mentoring,
    peers,
    people,
    privacy,
    reaching_out,
    rooms,
    safety,
    sessions,
    surfaces,
    surveys,
    together,
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
    *(by_hand.of_cases_by_hand, case_ends.of_case_ends),
    *(rooms.of_rooms, rooms.of_setup),
    *(sessions.of_sessions, sessions.of_session_days, sessions.of_session_notes),
    *(sessions.of_session_ladder, sessions.of_case_offers, sessions.of_session_links, sessions.of_session_calendar),
    *(surveys.of_surveys, surveys.of_survey_desk, surveys.of_quizzes, figures.of_figures, figures.of_cohort_report),
    *(arrangements.of_milestones, arrangements.of_extensions, arrangements.of_office_hours, arrangements.of_moves),
    *(arrangements.of_handoffs, arrangements.of_fit, arrangements.of_workload, arrangements.of_wellbeing),
    arrangements.of_modules,
    gatherings.of_gatherings,
    *(mentoring.of_training, mentoring.of_practice, mentoring.of_playbook, mentoring.of_pairs, mentoring.of_hub),
    *(mentoring.of_availability, mentoring.of_session_follow_ups),
    *(peers.of_reviews, peers.of_problems, peers.of_kudos, peers.of_recognition, peers.of_hosts),
    *(peers.of_encouragement, peers.of_feedback),
    *(desk.of_desk, desk.of_desk_week, desk.of_desk_cases, desk.of_desk_people),
    *(desk.of_desk_calendar, desk.of_desk_audit),
    *(exchange.of_exchange, exchange.of_calendar),
    *(desk_pages.of_desk_groups, desk_pages.of_desk_questions, desk_pages.of_desk_rules),
    *(desk_pages.of_desk_policies, desk_pages.of_desk_trends, desk_pages.of_desk_what_if),
    *(decided.of_own_rules, decided.of_policy_edits, decided.of_desk_drops),
    *(privacy.of_mydata, privacy.of_retention, privacy.of_auditing),
    *(groups.of_placing, groups.of_introductions, groups.of_topics, groups.of_paces, groups.of_cohort_prompts),
    *(together.of_roster, together.of_aims, together.of_aims_form),
    *(together.of_group_drafts, together.of_merging, together.of_norms, together.of_spaces, together.of_languages),
    *(safety.of_safety, surfaces.of_surface, surfaces.of_installing, surfaces.of_suggestions, surfaces.of_home),
)


@cache
def all_cases(typed: Typed) -> tuple[Case, ...]:
    """Every case, in the order of their modules."""
    found = [case for cases in _OF for case in cases(typed)]
    return tuple(sorted(found, key=lambda case: case.module))
