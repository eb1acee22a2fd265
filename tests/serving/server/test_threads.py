"""Who waits for whom inside one worker."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.http import HttpResponse

from clients import known_browsers
from serving.server import limits
from serving.server.gateway import Gateway, environ_of
from tests.serving.server.arrange import Watcher
from tests.support.server import PATIENCE_SECONDS

MANY = 40  # more than a worker has threads
LOGIN = "/quan-tri/login/"
SESSION = "sessionid=abc"


def test_no_reader_waits_for_a_desk_where_every_thread_is_busy() -> None:
    go_on = threading.Event()

    def application(environ: dict[str, Any], start_response: Callable[..., object]) -> list[bytes]:
        if environ["PATH_INFO"].startswith("/quan-tri/"):
            assert go_on.wait(2 * PATIENCE_SECONDS)
        start_response("200 OK", [])
        return [environ["PATH_INFO"].encode()]

    async def answers() -> list[bytes | None]:
        gateway, reader = Gateway(application), Watcher("/bai/1/")
        desk = [Watcher("/quan-tri/", cookie=SESSION) for _ in range(MANY)]
        busy = [asyncio.create_task(gateway.answer(environ_of(one.scope), one)) for one in desk]
        await asyncio.sleep(0)
        try:
            await asyncio.wait_for(
                gateway.answer(environ_of(reader.scope), reader), PATIENCE_SECONDS
            )
            assert not any(task.done() for task in busy)
        finally:
            go_on.set()
        await asyncio.gather(*busy)
        gateway.close()
        return [reader.content, *{one.content for one in desk}]

    # In a thread of its own: where a browser is driven, this one has a loop already.
    with ThreadPoolExecutor(1) as thread:
        seen = thread.submit(lambda: asyncio.run(answers())).result(3 * PATIENCE_SECONDS)
    assert seen == [b"/bai/1/", b"/quan-tri/"]


def answers_while_passwords_are_guessed(*others: Watcher) -> list[Watcher]:
    """What many strangers are answered whose passwords take for ever, from one address and from
    many, while these others are answered."""
    go_on = threading.Event()

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        is_stranger = "HTTP_COOKIE" not in environ
        if is_stranger and environ["REQUEST_METHOD"] == "POST":
            assert go_on.wait(2 * PATIENCE_SECONDS)
        start_response("200 OK", [])
        return [b"by Django"]

    async def answers() -> list[Watcher]:
        gateway = Gateway(application)
        guesses = [Watcher(LOGIN, "POST") for _ in range(MANY)]
        for number, guess in enumerate(guesses[MANY // 2 :]):
            guess.scope.client = f"198.51.100.{number}:4000"
        tasks = [asyncio.create_task(gateway.answer(environ_of(one.scope), one)) for one in guesses]
        await asyncio.sleep(0)
        try:
            for other in others:
                await asyncio.wait_for(
                    gateway.answer(environ_of(other.scope), other), PATIENCE_SECONDS
                )
        finally:
            go_on.set()
        await asyncio.gather(*tasks)
        gateway.close()
        return guesses

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(answers())).result(3 * PATIENCE_SECONDS)


def cookie_of_known_browser() -> str:
    response = HttpResponse()
    known_browsers.remember(response, "digest-of-a-name", known_browsers.new_number())
    [(name, morsel)] = response.cookies.items()
    return f"{name}={morsel.value}"


def test_nobody_waits_behind_passwords_that_are_guessed() -> None:
    others = [
        Watcher("/bai/1/"),
        Watcher(LOGIN),
        Watcher("/quan-tri/", cookie=SESSION),
        Watcher("/quan-tri/articles/article/1/change/", "POST", cookie=SESSION),
        Watcher(LOGIN, "POST", cookie=cookie_of_known_browser()),
    ]
    answers_while_passwords_are_guessed(*others)
    assert [other.content for other in others] == [b"by Django"] * len(others)


def test_few_passwords_wait_fewer_from_one_address_and_the_others_are_told_to_come_back() -> None:
    guesses = answers_while_passwords_are_guessed()
    refused = [guess for guess in guesses if guess.status == 503]
    assert len(guesses) - len(refused) == limits.SIGN_IN_QUEUE
    from_one = [guess for guess in guesses[: MANY // 2] if guess.status == 200]
    assert len(from_one) == limits.SIGN_IN_QUEUE_OF_NETWORK
    for guess in refused:
        assert guess.headers["Retry-After"] == "5"
        assert "đợi ít giây rồi đăng nhập lần nữa" in (guess.content or b"").decode()


def test_forged_cookie_of_a_known_browser_waits_like_any_stranger() -> None:
    """So does one of a session: whoever sends a password without a right cookie is a stranger."""
    for cookie in ("known_browser_abc=forged", f"{SESSION}; known_browser_abc=x:y:z"):
        assert not known_browsers.is_known_browser({"HTTP_COOKIE": cookie})
