"""What a password must be, and how it is kept: hashed with Argon2id, never as it is."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 12, 200

# The ones that people who are asked for twelve characters choose most; without spaces and
# in lower case. Anything that repeats one short piece is refused besides.
_COMMON = """
123456789012 1234567890123 12345678901234 123456123456 123123123123 987654321098
012345678910 012345678901 1q2w3e4r5t6y 1qaz2wsx3edc qwertyuiop12 qwertyuiop123 qwerty123456
qwerty1234567 123456qwerty asdfghjkl123 zxcvbnm12345 qazwsxedcrfv abcdefghijkl abcdefghijklm
abcd12345678 abc123456789 password1234 password12345 password123456 passwordpassword
1234password password2020 password2021 passw0rd1234 p@ssw0rd1234 p@ssword1234 changeme1234
changeme12345 changemenow1 letmein12345 letmeinplease welcome12345 welcome123456
administrator administrator1 admin1234567 iloveyou1234 iloveyouforever sunshine1234
football1234 liverpool1234 manchester123 chelsea12345 southampton1 southampton12
southampton123 scrutinypanel dashboard123 childrenservices councillor12 councillor123
correcthorsebatterystaple
"""
COMMON = frozenset(_COMMON.split())

# As OWASP's password storage guidance gives them, in KiB: of its choices that are worth the
# same, the one with the most memory, which is what a guesser has least of.
_HASHER = PasswordHasher(time_cost=1, memory_cost=47104, parallelism=1)

# Nobody's: what is typed for an address nobody has is held against it, so that the answer
# takes as long as for one that somebody has.
_NOBODY = _HASHER.hash("nobody has this password")


def hash_password(password: str) -> str:
    """What is kept of a password. It takes some 0.1 s and 46 MB, so that each guess does."""
    return _HASHER.hash(password)


def is_password(hashed: str | None, password: str) -> bool:
    """Whether this was hashed; the same work where there is no hash to hold it against."""
    try:
        _HASHER.verify(hashed or _NOBODY, password[: LONGEST + 1])
    except (VerificationError, InvalidHashError):
        return False
    return hashed is not None


def find_fault(password: str, email: str, name: str) -> str | None:
    """Why this cannot be the password of somebody, as a sentence; None if it can."""
    if len(password) < SHORTEST:
        return f"The password is too short. Give at least {SHORTEST} characters."
    if len(password) > LONGEST:
        return f"The password is too long. Give at most {LONGEST} characters."
    plain = _plain(password)
    if plain in {_plain(email), _plain(email.split("@")[0]), _plain(name)}:
        return "The password is your name or e-mail address. Choose one nobody can guess."
    if plain in COMMON or _repeats(plain):
        return "The password is one that many people use. Choose three or four random words."
    return None


def _plain(text: str) -> str:
    return "".join(text.lower().split())


def _repeats(text: str) -> bool:
    """Whether a piece of up to four characters, over and over, is all there is."""
    return any(text == (text[:size] * len(text))[: len(text)] for size in range(1, 5))
