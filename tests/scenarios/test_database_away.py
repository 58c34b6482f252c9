"""The database goes away in the middle of an escalation and comes back: nobody is forgotten, nobody told twice."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import SQLAlchemyError

from adapters.cli.house import built
from adapters.simulation.core_surface import CoreSurface
from adapters.simulation.play import seeded_key
from adapters.simulation.rehearsal import rehearsal
from bot.cohort_file import load_cohort
from bot.domain.cases import CaseState
from bot.errors import KithError
from tests.scenarios.test_retention import crisis
from tests.scenarios.test_safety import ALERT, SENTENCE
from tests.storage.outage import line
from tests.world import Cohort, cohort_toml

GONE = (SQLAlchemyError, KithError, OSError)


@pytest.fixture
def short() -> Iterator[Path]:
    """A folder whose name leaves room for that of a socket."""
    with tempfile.TemporaryDirectory(prefix="kith-line-") as name:
        yield Path(name)


@pytest.mark.fault(36)
async def test_an_escalation_goes_on_where_it_was_when_the_database_is_back(
    tmp_path: Path, short: Path, made_postgres_url: str
) -> None:
    path = tmp_path / "cohort.toml"
    path.write_text(cohort_toml(["L1"], "2027-03-01", 8, {}), encoding="utf-8")
    file = load_cohort(path)
    surface = CoreSurface.of(file)
    async with (
        line(made_postgres_url, short) as (to_server, url),
        rehearsal(file, surface, lambda clock, out: built(url, seeded_key(1), clock, out)) as play,
    ):
        cohort = Cohort(play, surface, 2027)
        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 23:40", in_="#g1")
        assert cohort.dms_to("C1").count(ALERT) == 1

        await to_server.cut()
        play.clock.set(cohort.at("Wed 3 Mar 23:58"))
        with pytest.raises(GONE):
            await play.house.engine.beat()
        with pytest.raises(GONE):
            await cohort.presses("C1", "I have it")
        assert cohort.dms_to("C2").count(ALERT) == 0

        await to_server.mend()
        await play.house.engine.beat()
        assert (cohort.dms_to("C1").count(ALERT), cohort.dms_to("C2").count(ALERT)) == (2, 1)
        await cohort.presses("C2", "I have it")
        case = await crisis(cohort)
        assert (case.state, case.owner_id) == (CaseState.ACKNOWLEDGED, (await cohort.member("C2")).id)
        await cohort.until("Thu 4 Mar 00:20")
        assert (cohort.dms_to("C1").count(ALERT), cohort.dms_to("C2").count(ALERT)) == (2, 1)
