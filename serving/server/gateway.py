"""One request: answered from memory at once, or by Django in a thread.

Only what takes no file and no query is done at once, and the desk has threads of its own and a
process behind them, so that no editor's photo, no long text and no slow page ever stands in a
reader's way, nor a stranger in an editor's.
"""

import asyncio
import io
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache, partial
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.urls import reverse

from clients.known_browsers import is_known_browser
from serving.server import limits
from serving.server.desk_process import DeskProcess
from serving.server.refusals import RefusedError
from serving.server.sign_in_queue import SignInQueue
from serving.server.signed_in import has_session_cookie, is_signed_in
from serving.server.upload import drain, upload
from serving.server.wsgi_call import Answer, Environ, answer_of
from vietnamese.numbers import group_digits

NO_BODY = io.BytesIO()
UP = "/up"
METHODS = ("GET", "HEAD", "POST", "OPTIONS")


class Gateway:
    """The RSGI side of a WSGI application (PEP 3333).

    An application may have a `from_memory(environ)` that answers at once or returns None. Without
    a process of its own the desk is answered in this one.
    """

    def __init__(self, application: Any, desk: DeskProcess | None = None) -> None:
        self._application = application
        self._ask_desk = desk.ask if desk else self._run
        self.from_memory = getattr(application, "from_memory", lambda environ: None)
        self._readers = ThreadPoolExecutor(limits.READERS_THREADS, thread_name_prefix="readers")
        self._desk = ThreadPoolExecutor(limits.DESK_THREADS, thread_name_prefix="desk")
        self._sign_in = SignInQueue()
        self._watch = ThreadPoolExecutor(1, thread_name_prefix="watch")
        self.is_ending = False

    def send(self, proto: Any, answer: Answer) -> None:
        """At the end of this process each answer says that its connection ends with it."""
        status, headers, content = answer
        if self.is_ending:
            headers = [*headers, ("Connection", "close")]
        if isinstance(content, bytes):
            proto.response_bytes(status, headers, content)
        elif content.span:
            proto.response_file_range(status, headers, str(content.path), *content.span)
        else:
            proto.response_file(status, headers, str(content.path))

    async def answer(self, environ: Environ, proto: Any) -> None:
        """Has Django answer, in the event loop. What is sent where no body is taken is read first
        and forgotten: a proxy whose writing fails passes no answer on."""
        if has_body(environ) and is_sending(environ) and not takes_body(environ):
            await drain(aiter(proto))
        if environ["REQUEST_METHOD"] not in METHODS:
            self.send(proto, (405, [("Allow", ", ".join(METHODS))], b""))
            return
        try:
            answer = await self._ask(environ, proto)
        except RefusedError as error:
            answer = error.answer()
        self.send(proto, answer)

    def close(self) -> None:
        """Ends the threads when they are done."""
        for threads in (self._readers, self._desk, self._sign_in.threads, self._watch):
            threads.shutdown(wait=False, cancel_futures=True)

    async def _ask(self, environ: Environ, proto: Any) -> Answer:
        if len(environ["PATH_INFO"]) + len(environ["QUERY_STRING"]) > limits.LONGEST_ADDRESS:
            most = group_digits(limits.LONGEST_ADDRESS)
            raise RefusedError(HTTPStatus.REQUEST_URI_TOO_LONG, most=most)
        if not (has_body(environ) and takes_body(environ)):
            return await self._ask_django(environ)
        arriving, length = aiter(proto), environ.get("CONTENT_LENGTH", "")
        loop = asyncio.get_running_loop()
        may_send = partial(loop.run_in_executor, self._desk, is_signed_in, environ)
        sends = is_sending(environ)
        async with upload(arriving, length, may_send, is_sending=sends) as body:
            environ |= {"wsgi.input": body.file, "CONTENT_LENGTH": str(body.length)}
            return await self._ask_django(environ)

    async def _ask_django(self, environ: Environ) -> Answer:
        """In a thread of the desk for those who work there, or did in this browser; strangers'
        passwords are one thread's, and what else strangers ask for is like a reader's. Whether
        the process lives is told by a thread that waits for no disk and no database."""
        if environ["PATH_INFO"] == UP:
            return await asyncio.get_running_loop().run_in_executor(self._watch, self._run, environ)
        is_sign_in = is_password(environ)
        if is_sign_in and not is_known_browser(environ):
            return await self._sign_in.run(self._run, environ)
        is_desk = is_for_the_desk(environ) and (is_sign_in or has_session_cookie(environ))
        loop = asyncio.get_running_loop()
        if is_desk:
            return await loop.run_in_executor(self._desk, self._ask_desk, environ)
        return await loop.run_in_executor(self._readers, self._run, environ)

    def _run(self, environ: Environ) -> Answer:
        return answer_of(self._application, environ)


def takes_body(environ: Environ) -> bool:
    """Only the desk does."""
    return is_for_the_desk(environ) and environ["REQUEST_METHOD"] in METHODS


def is_sending(environ: Environ) -> bool:
    """Who waits for "100 Continue" has sent nothing that could be drained."""
    return "HTTP_EXPECT" not in environ


def is_for_the_desk(environ: Environ) -> bool:
    return str(environ["PATH_INFO"]).startswith(settings.ADMIN_PATH)


def is_password(environ: Environ) -> bool:
    """Whether it may cost a hash, whoever sends it."""
    return (environ["REQUEST_METHOD"], environ["PATH_INFO"]) == ("POST", reverse("admin:login"))


def has_body(environ: Environ) -> bool:
    return environ.get("CONTENT_LENGTH", "0") != "0" or "HTTP_TRANSFER_ENCODING" in environ


def environ_of(scope: Any) -> Environ:
    """The WSGI environ of a request, its body still empty.

    A header whose name holds "_" is dropped: it would pass for one with "-", and a client could
    speak as a trusted proxy does. Of a header that comes twice both values stand, as RFC 9110
    (5.3) has it.
    """
    address, _, port = scope.client.rpartition(":")
    server, _, server_port = scope.server.rpartition(":")
    environ: Environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": wsgi_text(scope.path),
        "QUERY_STRING": wsgi_text(scope.query_string),
        "SERVER_NAME": server,
        "SERVER_PORT": server_port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": address.strip("[]"),
        "REMOTE_PORT": port,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": NO_BODY,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope.headers.items():
        key = environ_name(name)
        if key:
            if key in environ:
                value = environ[key] + ("; " if key == "HTTP_COOKIE" else ",") + value
            environ[key] = value
    return environ


def wsgi_text(text: str) -> str:
    """The text's UTF-8 bytes as Latin-1 characters (PEP 3333)."""
    return text.encode().decode("latin-1")


@lru_cache(maxsize=256)
def environ_name(header: str) -> str:
    """The environ's name of a header, in small letters; "" for one that is dropped."""
    if "_" in header:
        return ""
    key = header.upper().replace("-", "_")
    return key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"
