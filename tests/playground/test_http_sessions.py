"""What the playground opens to reach a bot over HTTP, it closes."""

from pathlib import Path

from playground.server import Options, Playground

ROOT = Path(__file__).parents[2]


async def test_a_bot_at_another_address_leaves_no_session_open() -> None:
    """Whoever changes the address twice has three clients, and none of them stays."""
    playground = Playground(Options(ROOT / "escalation.yaml", ROOT / "manifest.yaml"))
    sessions = []
    async with playground.listening():
        for port in (9, 10, 11):
            playground.use_http(f"http://127.0.0.1:{port}/slack/events")
            assert playground.http is not None
            assert not await playground.http.verify()
            sessions.append(playground.http._session)
    assert [session is not None and session.closed for session in sessions] == [True] * 3
