"""A mail server on this machine that keeps what it is given, for tests."""

from __future__ import annotations

import base64
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class PostOffice:
    """What a mail server took, and how it behaves.

    `refused` are addresses it knows nobody at; over `rude` ones it hangs up. With
    `encryption` it offers STARTTLS. `letters` holds pairs of an address and the bytes.
    """

    port: int = 0
    refused: frozenset[str] = frozenset()
    rude: frozenset[str] = frozenset()
    password: bytes = b""
    encryption: ssl.SSLContext | None = None
    letters: list[tuple[str, bytes]] = field(default_factory=list)
    heard: list[bytes] = field(default_factory=list)


@contextmanager
def opened_post_office(office: PostOffice) -> Iterator[PostOffice]:
    """The server for a while, on a free port of its own."""

    class Conversation(_Conversation):
        place = office

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversation) as server:
        server.daemon_threads = True
        office.port = server.server_address[1]
        serving = threading.Thread(target=server.serve_forever, args=(0.01,))
        serving.start()
        try:
            yield office
        finally:
            server.shutdown()
            serving.join()


class _Conversation(socketserver.StreamRequestHandler):
    place: PostOffice

    def handle(self) -> None:
        self._is_open, self._to = True, ""
        self._say("220 post office")
        while self._is_open and (line := self.rfile.readline().strip()):
            self.place.heard.append(line)
            word, _, rest = line.partition(b" ")
            self._answer(word.upper().decode(), rest.decode())

    def _answer(self, word: str, rest: str) -> None:
        match word:
            case "EHLO":
                secure = isinstance(self.request, ssl.SSLSocket)
                offers = ["STARTTLS"] if self.place.encryption and not secure else []
                offers += ["AUTH PLAIN"] if self.place.password else []
                lines = ["post office", *offers]
                for line in lines[:-1]:
                    self._say(f"250-{line}")
                self._say(f"250 {lines[-1]}")
            case "STARTTLS" if self.place.encryption:
                self._say("220 go on")
                self._encrypt(self.place.encryption)
            case "AUTH":
                given = base64.b64decode(rest.removeprefix("PLAIN ")).split(b"\0")[-1]
                is_right = given == self.place.password
                self._say("235 welcome" if is_right else "535 who are you?")
            case "RCPT":
                self._receive(rest.partition("<")[2].partition(">")[0])
            case "DATA":
                self._say("354 go on")
                told = iter(self.rfile.readline, b".\r\n")
                whole = b"".join(line.removeprefix(b".") for line in told)
                self.place.letters.append((self._to, whole))
                self._say("250 taken")
            case "QUIT":
                self._say("221 goodbye")
                self._is_open = False
            case _:
                self._say("250 well")

    def _encrypt(self, encryption: ssl.SSLContext) -> None:
        self.rfile.close()
        self.wfile.close()
        try:
            self.request = encryption.wrap_socket(self.request, server_side=True)
        except OSError:  # the other side does not trust us
            self._is_open = False
        self.setup()

    def finish(self) -> None:
        super().finish()
        self.request.close()

    def _receive(self, email: str) -> None:
        self._to = email
        if email in self.place.rude:
            self._is_open = False
        elif email in self.place.refused:
            self._say("550 nobody of that name here")
        else:
            self._say("250 well")

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())
