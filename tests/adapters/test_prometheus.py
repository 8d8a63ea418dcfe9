"""What Prometheus reads: the figures of a process, or of all workers of a machine together."""

import asyncio
import os
import sys
from collections.abc import Mapping
from pathlib import Path

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr

from bot.adapters.metrics_page import MetricsPage
from bot.adapters.prometheus import PrometheusMeter
from bot.adapters.server import METRICS_PATH, Door, WebServer
from bot.ports.meter import Count, Level, Spread
from bot.ports.metrics import BACKGROUND, DUE, METRICS, PARKED, REQUEST, UNDERSTOOD
from tests.fakes.meter import FakeMeter

ROOT = Path(__file__).parents[2]

WORKER = """
import sys
from bot.adapters.prometheus import PrometheusMeter, forget_worker
from bot.ports.metrics import BACKGROUND, DUE, REQUEST, UNDERSTOOD

meter = PrometheusMeter()
meter.count(UNDERSTOOD, "topic", "direct")
meter.took(REQUEST, 0.002, "command", "/values", "answered")
meter.stands(BACKGROUND, 3)
meter.stands(DUE, float(sys.argv[1]))
for pid in sys.argv[2:]:
    forget_worker(int(pid))
print(meter.page().decode())
"""


def samples(page: str) -> Mapping[str, float]:
    """Every sample of a page, as `name{label="value"}`."""
    found = {}
    for family in text_string_to_metric_families(page):
        for sample in family.samples:
            labels = ",".join(f'{name}="{value}"' for name, value in sorted(sample.labels.items()))
            found[f"{sample.name}{{{labels}}}" if labels else sample.name] = sample.value
    return found


async def worker(folder: Path, due: int, *gone: int) -> tuple[int, Mapping[str, float]]:
    """A process that shares its figures in a folder, counts a little, and tells its page; its id."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        WORKER,
        str(due),
        *map(str, gone),
        env={**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(folder)},
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    told, _ = await process.communicate()
    assert process.returncode == 0
    return process.pid, samples(told.decode())


def test_what_is_counted_stands_on_the_page() -> None:
    """A count, a spread with its buckets, a level."""
    meter = PrometheusMeter()
    meter.count(UNDERSTOOD, "topic", "choice")
    meter.count(UNDERSTOOD, "topic", "choice")
    meter.took(REQUEST, 0.03, "command", "/values", "answered")
    meter.stands(PARKED, 2)
    page = samples(meter.page().decode())
    assert page['baton_understood_total{decision="choice",what="topic"}'] == 2
    rest = 'name="/values",outcome="answered"'
    assert page[f'baton_request_seconds_bucket{{kind="command",le="0.025",{rest}}}'] == 0
    assert page[f'baton_request_seconds_bucket{{kind="command",le="0.05",{rest}}}'] == 1
    assert page[f'baton_request_seconds_sum{{kind="command",{rest}}}'] == pytest.approx(0.03)
    assert page["baton_parked"] == 2


def test_what_comes_before_its_time_is_not_late() -> None:
    """A clock that was set back would make a sum fall, which Prometheus takes for a restart."""
    meter = PrometheusMeter()
    meter.took(REQUEST, -5.0, "command", "/values", "answered")
    labels = 'kind="command",name="/values",outcome="answered"'
    assert samples(meter.page().decode())[f"baton_request_seconds_sum{{{labels}}}"] == 0


def test_no_mistake_fills_anybodys_monitoring() -> None:
    """Of too many label values the rest is counted together."""
    odd = Count("baton_odd_total", "Odd.", ("what",))
    meter = PrometheusMeter((odd,))
    for number in range(2000):
        meter.count(odd, f"w{number}")
    page = samples(meter.page().decode())
    mine = [name for name in page if name.startswith("baton_odd_total")]
    assert len(mine) == 501
    assert page['baton_odd_total{what="other"}'] == 1500


def test_the_process_tells_of_itself() -> None:
    """Memory, descriptors, processor time."""
    page = samples(PrometheusMeter().page().decode())
    assert page["process_resident_memory_bytes"] > 0


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.name)
def test_every_metric_is_named_as_prometheus_wants_it(metric: Count | Spread | Level) -> None:
    """Counters end in _total, times in _seconds; all are ours, and none is declared twice."""
    assert metric.name.startswith("baton_")
    assert metric.name.endswith("_total") == isinstance(metric, Count)
    assert metric.name.endswith("_seconds") == isinstance(metric, Spread)
    assert [one.name for one in METRICS].count(metric.name) == 1
    assert metric.told.endswith(".")


async def test_workers_tell_their_figures_together(tmp_path: Path) -> None:
    """Counts add up, also those of one that ended; of levels that all see alike the last one told holds."""
    first, _ = await worker(tmp_path, 7)
    _, page = await worker(tmp_path, 5)
    assert page['baton_understood_total{decision="direct",what="topic"}'] == 2
    labels = 'kind="command",name="/values",outcome="answered"'
    assert page[f"baton_request_seconds_count{{{labels}}}"] == 2
    assert page["baton_due"] == 5
    assert page["baton_background"] == 6
    _, page = await worker(tmp_path, 4, first)
    assert page["baton_background"] == 6
    assert page['baton_understood_total{decision="direct",what="topic"}'] == 3


async def answers(page: MetricsPage, method: str = "GET", shown: str | None = None) -> tuple[int, str]:
    """What the door says at /metrics."""
    server = WebServer(Door({}, pages={METRICS_PATH: page}), port=0, host="127.0.0.1")
    await server.start()
    try:
        async with (
            aiohttp.ClientSession(f"http://127.0.0.1:{server.port}") as session,
            session.request(
                method, METRICS_PATH, headers={"Authorization": shown} if shown else {}
            ) as answer,
        ):
            return answer.status, await answer.text()
    finally:
        await server.close()


async def test_levels_are_looked_at_when_somebody_asks() -> None:
    """One that cannot be looked at keeps no other from being told."""
    meter = PrometheusMeter()

    async def due() -> None:
        meter.stands(DUE, 12)

    async def broken() -> None:
        raise ConnectionError

    meter.stands(BACKGROUND, 1)
    status, told = await answers(MetricsPage(meter, (broken, due)))
    page = samples(told)
    assert (status, page["baton_due"], page["baton_background"]) == (200, 12, 1)


async def test_figures_are_only_read() -> None:
    """Nothing is posted there."""
    status, _ = await answers(MetricsPage(PrometheusMeter()), "POST")
    assert status == 405


@pytest.mark.parametrize(
    ("shown", "status"),
    [
        ("Bearer the-token-of-prometheus", 200),
        ("bearer the-next-token-of-it", 200),
        ("Bearer another-token-altogether", 401),
        ("Basic the-token-of-prometheus", 401),
        ("Bearer", 401),
        (None, 401),
    ],
)
async def test_with_a_token_only_its_bearer_reads_the_figures(shown: str | None, status: int) -> None:
    """An old and a new one both count, so that a token can be changed without a gap."""
    tokens = [SecretStr("the-token-of-prometheus"), SecretStr("the-next-token-of-it")]
    answered, told = await answers(MetricsPage(PrometheusMeter(), tokens=tokens), shown=shown)
    assert (answered, "baton_" in told) == (status, status == 200)


async def test_the_door_counts_what_came_by_where_to_and_how_it_was_answered() -> None:
    """Paths that anybody may make up are one; health checks are not counted."""
    meter = FakeMeter()
    door = Door()
    door.open({}, meter=meter)
    server = WebServer(door, port=0, host="127.0.0.1")
    await server.start()
    try:
        async with aiohttp.ClientSession(f"http://127.0.0.1:{server.port}") as session:
            for path in ("/admin.php", "/.env", "/slack/events", "/healthz"):
                async with session.get(path) as answer:
                    await answer.read()
    finally:
        await server.close()
    counted = {series[1:]: times for series, times in meter.counted.items()}
    assert counted == {("other", "404"): 2, ("slack", "404"): 1}


def test_a_level_nobody_looked_at_is_not_told() -> None:
    """Else an alert would take HTTP mode for Socket Mode without connections."""
    meter = PrometheusMeter()
    assert "baton_socket_connections" not in meter.page().decode()
    with pytest.raises(KeyError):
        meter.stands(Level("baton_unheard_of", "Declared nowhere."), 1)


async def test_asking_often_costs_little() -> None:
    """Within a second everybody is told the same."""
    looked: list[int] = []

    async def look() -> None:
        looked.append(1)

    page = MetricsPage(PrometheusMeter(), (look,))
    for _ in range(3):
        await answers(page)
    assert len(looked) == 1
