"""Groups scored and found the plain way: one group at a time, every division of few people tried."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from bot.domain.grouping import Criterion, Member, Rules, Stages

HOURS, GOALS, STAGE, LANGUAGE, AFFINITY = 30, 25, 20, 15, 10


def may_be(group: Sequence[Member], rules: Rules) -> bool:
    """Say whether a group keeps every hard rule."""
    told = [one.starts for one in group if one.starts]
    meets = not told or not rules.meets or bool(frozenset.intersection(*told))
    wishes = all(a.id not in b.avoid and b.id not in a.avoid for a, b in combinations(group, 2))
    return meets and wishes and rules.sizes.least <= len(group) <= rules.sizes.most


def points(group: Sequence[Member], rules: Rules, cohort: Sequence[Member]) -> dict[Criterion, float]:
    """Return the points of a group by criterion."""
    size = len(group)
    return {
        Criterion.HOURS: HOURS * _hours(group) / size,
        Criterion.GOALS: GOALS * _share(group, [one.goals for one in group]) / size,
        Criterion.STAGE: STAGE * (_mixed(group, cohort) if rules.stages is Stages.MIXED else _close(group) / size),
        Criterion.LANGUAGE: LANGUAGE * _share(group, [{one.language} - {""} for one in group]) / size,
        Criterion.AFFINITY: AFFINITY * _affinity(group) / size,
    }


def _hours(group: Sequence[Member]) -> float:
    told = [one.starts for one in group if one.starts]
    common = frozenset.intersection(*told) if told else frozenset[int]()
    longest = max((n for n in range(6) for slot in common if all(slot + i in common for i in range(n))), default=0)
    return len(told) * longest / 5 + (len(group) - len(told)) / 2


def _share(group: Sequence[Member], words: Sequence[frozenset[str] | set[str]]) -> float:
    unknown = sum(not each for each in words) / 2
    return unknown + max((sum(word in each for each in words) for mine in words for word in mine), default=0)


def _close(group: Sequence[Member]) -> float:
    stages = [one.stage for one in group if one.stage]
    near = [sum(round(20 * max(0.0, 1 - abs(one - middle) / 3), 2) / 20 for one in stages) for middle in range(1, 6)]
    return (len(group) - len(stages)) / 2 + max(near)


def _mixed(group: Sequence[Member], cohort: Sequence[Member]) -> float:
    return len({one.stage for one in group}) / min(len(group), len({one.stage for one in cohort}))


def _affinity(group: Sequence[Member]) -> float:
    counts = [sum(word in one.affinity for one in group) for mine in group for word in mine.affinity]
    return sum(not one.affinity for one in group) + max((count for count in counts if count > 1), default=0)


def divisions(members: Sequence[Member], rules: Rules) -> Iterator[list[list[Member]]]:
    """Yield every way to bring some of the people into groups."""
    if not members:
        yield []
        return
    first, rest = members[0], members[1:]
    yield from divisions(rest, rules)
    for size in range(rules.sizes.least, rules.sizes.most + 1):
        for others in combinations(rest, size - 1):
            if may_be([first, *others], rules):
                for more in divisions([one for one in rest if one not in others], rules):
                    yield [[first, *others], *more]


def best(members: Sequence[Member], rules: Rules) -> tuple[int, float, float, float]:
    """Return the most people placed, the best worst group then, its best mean, and the best mean of all then."""
    ranked = []
    for groups in divisions(members, rules):
        found = [sum(points(group, rules, members).values()) for group in groups]
        if found:
            ranked.append((sum(map(len, groups)), round(min(found), 6), round(sum(found) / len(found), 6)))
    if not ranked:
        return 0, 0.0, 0.0, 0.0
    placed, worst, mean = max(ranked)
    return placed, worst, mean, max(one[2] for one in ranked if one[0] == placed)
