"""What a client calls itself."""

import pytest

from clients.bots import is_bot
from clients.browsers import browser_name
from clients.user_agents import user_agent


def test_user_agent_is_cut() -> None:
    assert len(user_agent({"HTTP_USER_AGENT": "x" * 100_000})) == 512
    assert user_agent({"HTTP_USER_AGENT": "   "}) == ""
    assert user_agent({}) == ""


@pytest.mark.parametrize(
    ("agent", "name", "is_program"),
    [
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Firefox/145.0",
            "Firefox trên máy Linux",
            False,
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0) coc_coc_browser/132.0 Chrome/126.0 Safari/537.36",
            "Cốc Cốc trên máy Windows",
            False,
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5) CriOS/126.0", "Chrome trên iPhone", False),
        ("curl/8.5.0", "Trình duyệt khác", True),
        ("", "Trình duyệt khác", True),
    ],
)
def test_browsers_and_programs_are_told_apart_by_name(
    agent: str, name: str, is_program: bool
) -> None:
    assert browser_name(agent) == name
    assert is_bot(agent) == is_program


@pytest.mark.parametrize(
    "agent",
    [
        "node",
        "node-fetch/1.0 (+https://github.com/bitinn/node-fetch)",
        "undici",
        "axios/1.7.2",
        "Dalvik/2.1.0 (Linux; U; Android 14; SM-A155F Build/UP1A.231005.007)",
        "Ruby",
    ],
)
def test_library_that_names_itself_is_a_program(agent: str) -> None:
    assert is_bot(agent)


@pytest.mark.parametrize(
    "agent",
    [
        "Mozilla/5.0 (Linux; Android 14; CUBOT X70) Chrome/126.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Linux; Android 13; wv) Chrome/126.0 Mobile Safari/537.36 Zalo android/12",
        "Mozilla/5.0 (Linux; Android 9; Nodens Build/PPR1) Chrome/120.0 Mobile Safari/537.36",
        "Opera/9.80 (J2ME/MIDP; Opera Mini/7.1) Presto/2.12 Version/12.16",
    ],
)
def test_telephone_of_an_odd_name_is_a_reader(agent: str) -> None:
    assert not is_bot(agent)
