"""`python -m dashboard remind`: letters in files, and handed to a real mail server."""

from __future__ import annotations

import datetime as dt
import email
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import closing
from email import policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import cli
from dashboard.mail import MailError, as_file, as_sent, compose
from dashboard.people import AuditEntry, Role
from dashboard.settings import Encryption, MailServer, Settings
from dashboard.store import Store
from tests.cli.post_office import PostOffice, opened_post_office

AT = dt.datetime(2021, 3, 11, 9, 0, tzinfo=dt.UTC)
LATE, IN_TIME = "2021-03-11", "2021-03-10"
PEOPLE = {
    "mary-hardy": "Mary Hardy",
    "sarah-ward": "Sarah Ward",
    "martin-smith": "Martin Smith",
}
ROLES = {Role.MANAGER, Role.APPROVER}

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def store(url: str, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The published sample, with accounts for three of its people."""
    for name in (
        "SMTP_HOST",
        "SMTP_PORT",
        "SMTP_USER",
        "SMTP_PASSWORD",
        "SMTP_TLS",
        "BASE_URL",
    ):
        monkeypatch.delenv(name, raising=False)
    assert cli.main(["setup-sample"]) == 0
    capsys.readouterr()
    with closing(Store.open(url)) as store:
        for key, name in PEOPLE.items():
            entry = AuditEntry(AT, "test", "invite", key)
            store.accounts.add(address_of(key), name, ROLES, key, entry)
        yield store


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Iterator[PostOffice]:
    """A mail server that the settings name."""
    with opened_post_office(PostOffice()) as office:
        monkeypatch.setenv("SMTP_HOST", "127.0.0.1")
        monkeypatch.setenv("SMTP_PORT", str(office.port))
        monkeypatch.setenv("SMTP_TLS", "none")
        monkeypatch.setenv("SMTP_FROM", "scrutiny@council.example")
        yield office


def address_of(key: str) -> str:
    return f"{key}@council.example"


def remind(*options: str, today: str = LATE) -> int:
    return cli.main(["remind", "--today", today, *options])


def read(content: bytes) -> EmailMessage:
    """A letter as a mail program reads it."""
    message = email.message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert message.defects == []
    return message


def words_of(message: EmailMessage) -> str:
    return str(message.get_content()).replace("\r\n", "\n")


def reminded(store: Store) -> list[str]:
    return sorted(e.subject for e in store.audit.entries() if e.action == "remind")


@pytest.mark.usefixtures("store")
def test_letters_are_written_as_files(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch, store: Store
) -> None:
    monkeypatch.setenv("BASE_URL", "https://panel.example.org/")
    folder = tmp_path / "new" / "letters"
    assert remind("--to", str(folder)) == 0
    names = {f"2021-02-{key}.eml" for key in PEOPLE}
    assert {path.name for path in folder.iterdir()} == names
    content = (folder / "2021-02-mary-hardy.eml").read_bytes()
    letter = read(content)
    assert letter["To"] == "Mary Hardy <mary-hardy@council.example>"
    assert letter["Subject"] == "Commentary for February 2021: twelve things to do (some late)"
    assert (letter["X-Unsent"], letter["From"], letter["Date"]) == ("1", None, None)
    text = words_of(letter)
    assert text.startswith("Dear Mary Hardy,\n")
    assert "https://panel.example.org/commentary?month=2021-02\n" in text
    assert text.count("\n- ") == 12
    assert all(len(line) < 78 for line in content.splitlines())
    printed = capsys.readouterr().out
    assert "Written: Mary Hardy, twelve things, late, mary-hardy@council.example" in printed
    assert (
        "Not reminded: Stuart Webb, fifteen things, late. This person has no account."
        in printed
    )
    assert "3 of 8 written. Late: Debbie Blythe," in printed
    # A file reminds nobody until it is sent, so a second run writes the same ones.
    assert reminded(store) == []
    assert remind("--to", str(folder)) == 0
    assert (folder / "2021-02-mary-hardy.eml").read_bytes() == content


def test_a_letter_that_is_needless_by_now_goes(store: Store, tmp_path: Path) -> None:
    assert remind("--to", str(tmp_path / "out")) == 0
    other = tmp_path / "out" / "mine.eml"
    other.touch()
    account = store.accounts.of_email(address_of("sarah-ward"))
    assert account
    store.accounts.lock(account.id, AuditEntry(AT, "test", "lock account", account.email))
    assert remind("--to", str(tmp_path / "out")) == 0
    left = {path.name for path in (tmp_path / "out").iterdir()}
    assert left == {"2021-02-mary-hardy.eml", "2021-02-martin-smith.eml", other.name}


def test_letters_are_sent_once_a_day(
    store: Store, office: PostOffice, capsys: Captured
) -> None:
    assert remind("--send") == 0
    assert sorted(to for to, _ in office.letters) == sorted(map(address_of, PEOPLE))
    assert reminded(store) == sorted(f"{address_of(key)}, February 2021" for key in PEOPLE)
    letters = {to: read(content) for to, content in office.letters}
    for key, name in PEOPLE.items():
        letter = letters[address_of(key)]
        assert letter["To"] == f"{name} <{address_of(key)}>"
        assert letter["From"].addresses[0].addr_spec == "scrutiny@council.example"
        assert letter["Auto-Submitted"] == "auto-generated"
        assert letter["X-Unsent"] is None
        assert abs(letter["Date"].datetime - dt.datetime.now(dt.UTC)) < dt.timedelta(minutes=5)
    assert len({letter["Message-ID"] for letter in letters.values()}) == 3
    assert "3 of 8 reminded." in capsys.readouterr().out
    assert remind("--send") == 0
    assert len(office.letters) == 3
    printed = capsys.readouterr().out
    assert printed.count("Reminded today already: ") == 3
    assert "0 of 8 reminded." in printed
    assert remind("--send", "--again") == 0
    assert len(office.letters) == 6


@pytest.mark.parametrize("way", ["refused", "rude"])
def test_one_address_that_fails_does_not_stop_the_others(
    store: Store, office: PostOffice, capsys: Captured, way: str
) -> None:
    bad = address_of("martin-smith")
    setattr(office, way, frozenset({bad}))
    assert remind("--send") == 1
    assert [to for to, _ in office.letters] == [
        address_of("mary-hardy"),
        address_of("sarah-ward"),
    ]
    assert not any(bad in subject for subject in reminded(store))
    said = capsys.readouterr().err
    assert said.startswith(f"1 of 3 not reminded. {bad}: ")
    assert said.endswith("Correct what is named and run it again.\n")
    assert len(said.splitlines()) == 1
    setattr(office, way, frozenset())
    assert remind("--send") == 0
    assert [to for to, _ in office.letters][2:] == [bad]


def test_an_address_that_mail_cannot_go_to(
    store: Store, office: PostOffice, capsys: Captured
) -> None:
    entry = AuditEntry(AT, "test", "invite", "stuart")
    store.accounts.add("a,b@council.example", "Stuart Webb", ROLES, "stuart-webb", entry)
    assert remind("--send") == 1
    assert len(office.letters) == 3
    assert (
        "a,b@council.example: no mail can be sent to such an address" in capsys.readouterr().err
    )


@pytest.mark.usefixtures("store", "office")
def test_a_server_that_does_not_answer(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMTP_PORT", "1")
    assert remind("--send") == 1
    said = capsys.readouterr().err
    assert said.startswith("127.0.0.1, port 1: no mail can be sent: ")
    assert "Check SMTP_HOST" in said


def test_a_password_is_sent_to_a_server_that_is_encrypted_and_known(
    store: Store,
    office: PostOffice,
    capsys: Captured,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    office.password = b"heron kettle"
    for name, value in (("USER", "panel"), ("PASSWORD", "heron kettle"), ("TLS", "starttls")):
        monkeypatch.setenv(f"SMTP_{name}", value)
    monkeypatch.setenv("SMTP_HOST", "localhost")
    assert remind("--send") == 1  # it offers no encryption
    assert "STARTTLS" in capsys.readouterr().err
    certificate = make_certificate(tmp_path)
    office.encryption = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    office.encryption.load_cert_chain(certificate)
    assert remind("--send") == 1  # nobody vouches for its certificate
    assert "certificate verify failed" in capsys.readouterr().err
    assert not any(line.startswith(b"AUTH") for line in office.heard)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert remind("--send") == 0
    assert len(office.letters) == len(reminded(store)) == 3
    monkeypatch.setenv("SMTP_PASSWORD", "wrong")
    assert remind("--send", "--again") == 1
    said = capsys.readouterr().err
    assert "535 who are you?" in said
    assert "wrong" not in said


def make_certificate(folder: Path) -> Path:
    """A key and a certificate of this machine's name, in one file."""
    if not shutil.which("openssl"):
        pytest.skip("There is no openssl to make a certificate with.")
    path = folder / "certificate.pem"
    asked = (
        "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost "
        "-addext subjectAltName=DNS:localhost -keyout - -out -"
    )
    made = subprocess.run(["openssl", *asked.split()], capture_output=True, check=True)
    path.write_bytes(made.stdout)
    return path


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--send",), "SMTP_HOST: it is not set, so nothing was sent. Set it, or use --to."),
        (("--month", "2021-03"), "--month: March 2021 is not held. Give one from 2020-08 to"),
        (
            ("--to", "/dev/null/x"),
            "/dev/null/x: the letters cannot be written (Not a directory)",
        ),
    ],
)
def test_a_mistake_is_answered_by_a_sentence(
    capsys: Captured, options: tuple[str, ...], sentence: str
) -> None:
    assert remind(*options) == 1
    said = capsys.readouterr().err
    assert said.startswith(sentence)
    assert len(said.splitlines()) == 1


@pytest.mark.usefixtures("url")
def test_an_empty_store_has_nobody_to_remind(capsys: Captured) -> None:
    assert remind() == 1
    assert capsys.readouterr().err.startswith("The store is empty")


def test_before_the_due_day_nobody_is_late(
    store: Store, tmp_path: Path, capsys: Captured
) -> None:
    assert not store.is_empty()
    assert remind("--to", str(tmp_path / "out"), today=IN_TIME) == 0
    printed = capsys.readouterr().out
    assert printed.endswith("3 of 8 written. Late: nobody.\n")


# The message itself: nothing in a name, an address or a text can make another header.

HEADERS = {"To", "Subject", "Auto-Submitted", "MIME-Version", "Content-Type"}
HEADERS |= {"Content-Transfer-Encoding"}
NASTY = st.text(
    st.one_of(
        st.sampled_from("\r\n\t\0\u2028\x85 ,;:<>\"'()\\@=?"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=120,
)


@given(NASTY, NASTY, NASTY)
def test_no_name_or_subject_makes_a_header(name: str, subject: str, text: str) -> None:
    name = f"{name}\r\nBcc: all@council.example\r\n\r\n<b>"
    message = compose(name, "rae@council.example", f"{subject}\nBcc: x@council.example", text)
    for content, more in (
        (as_file(message), {"X-Unsent"}),
        (
            as_sent(message, name, "s@council.example", AT).as_bytes(),
            {"From", "Date", "Message-ID"},
        ),
    ):
        head, _, _ = content.partition(b"\r\n\r\n")
        names = [
            line.split(b":")[0].decode() for line in head.split(b"\r\n") if line[:1] > b" "
        ]
        assert sorted(names) == sorted(HEADERS | more)
        assert content.isascii()
        to = read(content)["To"].addresses
        assert [one.addr_spec for one in to] == ["rae@council.example"]


@pytest.mark.parametrize(
    "address",
    ["rae@x.example\r\nBcc: y@x.example", "rae@x.example, y@x.example", "rae", "", "a b@x"],
)
def test_no_address_makes_another(address: str) -> None:
    with pytest.raises(MailError, match="no mail can be sent to such an address"):
        compose("Rae", address, "Commentary", "Text.")


def test_a_letter_is_the_same_for_the_same_words() -> None:
    one, other = (compose("Zoë", "rae@council.example", "Für", "Naïve.\n") for _ in range(2))
    assert as_file(one) == as_file(other)
    sent = [as_sent(m, "Panel", "s@council.example", AT).as_bytes() for m in (one, other)]
    assert sent[0] == sent[1]
    later = as_sent(one, "Panel", "s@council.example", AT + dt.timedelta(seconds=1))
    assert later["Message-ID"] not in sent[0].decode()
    assert words_of(read(sent[0])) == "Naïve.\n"


# Settings

GIVEN = {"SMTP_HOST": "mail.example.org", "SMTP_FROM": "panel@example.org"}


def test_settings_of_the_mail_server() -> None:
    assert Settings.from_environment({}).mail is None
    signed = {"SMTP_USER": "panel", "SMTP_PASSWORD": "heron kettle"}
    for more, port, encryption in (
        ({}, 587, Encryption.STARTTLS),
        ({"SMTP_TLS": "TLS"}, 465, Encryption.TLS),
        ({"SMTP_TLS": "none", "SMTP_HOST": "localhost"}, 25, Encryption.NONE),
        ({"SMTP_PORT": "2525"}, 2525, Encryption.STARTTLS),
    ):
        mail = Settings.from_environment(GIVEN | signed | more).mail
        assert mail == MailServer(
            more.get("SMTP_HOST", "mail.example.org"),
            port,
            "panel@example.org",
            encryption,
            "panel",
            "heron kettle",
        )
        assert "heron" not in repr(mail)


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"SMTP_HOST": "smtp://mail"}, 'SMTP_HOST: "smtp://mail" is not a name of a server.'),
        ({"SMTP_PORT": "0"}, 'SMTP_PORT: "0" is not a port.'),
        ({"SMTP_TLS": "ssl"}, 'SMTP_TLS: "ssl" is not known. Give starttls, tls or none.'),
        ({"SMTP_FROM": ""}, 'SMTP_FROM: "" is not an e-mail address.'),
        ({"SMTP_FROM": "a@b.example\nBcc: c@d.example"}, "SMTP_FROM: "),
        ({"SMTP_USER": "a"}, "SMTP_PASSWORD: it is not set, but SMTP_USER is. Set both."),
        ({"SMTP_PASSWORD": "a"}, "SMTP_USER: it is not set, but SMTP_PASSWORD is. Set both."),
        (
            {"SMTP_USER": "a", "SMTP_PASSWORD": "b", "SMTP_TLS": "none"},
            'SMTP_TLS: "none" would send the password to mail.example.org',
        ),
        ({"BASE_URL": "panel.example.org"}, 'BASE_URL: "panel.example.org" is not the address'),
        ({"BASE_URL": "https://a.example/?x=1"}, "BASE_URL: "),
        ({"BASE_URL": "https://a.example\n"}, "BASE_URL: "),
    ],
)
def test_a_setting_that_is_wrong(environment: dict[str, str], sentence: str) -> None:
    with pytest.raises(ValueError, match=r"\.$") as error:
        Settings.from_environment(GIVEN | environment)
    assert str(error.value).startswith(sentence)
