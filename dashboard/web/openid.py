"""The council's own sign-in, by OpenID Connect: what is asked of the provider, and checked.

Authorization code with PKCE. Nothing of the provider's tokens is kept: they say who somebody
is, once. What must be known again when the browser comes back it carries itself, signed.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import requests
from authlib.common.security import generate_token
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from itsdangerous import BadData, URLSafeTimedSerializer
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from dashboard.settings import Provider, is_safe_address
from dashboard.workflow.accounts import AccountError

WAITS = 600
"""Seconds that a browser may stay with the provider."""

TIMEOUT = 5
KEPT = 3600
LEEWAY = 60
"""Seconds: for an answer, for what the provider says of itself, between two clocks."""

# Each is made with a key that the provider alone has; neither "none" nor a shared secret is.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class OpenIdError(AccountError):
    """The provider, or what came by way of the browser, gave no answer that can be trusted.

    `why` is for the record, in words without secrets.
    """

    def __init__(self, message: str, why: str) -> None:
        super().__init__(message)
        self.why = why


@dataclass(frozen=True, slots=True)
class Begun:
    """A sign-in that waits for the browser to come back, and where it then leads."""

    state: str
    nonce: str
    verifier: str
    target: str


class OpenId:
    """The provider, as this process knows it; it is asked when first needed."""

    def __init__(self, provider: Provider) -> None:
        self._provider = provider
        self._seals = URLSafeTimedSerializer(provider.secret_key, salt="council sign-in")
        self._about: tuple[float, dict[str, Any]] | None = None
        self._keys: tuple[float, KeySet] | None = None

    def begin(self, back: str, target: str) -> tuple[str, str]:
        """The provider's address to lead to, and the sealed sign-in. Raises OpenIdError."""
        begun = Begun(generate_token(32), generate_token(32), generate_token(64), target)
        with self._session(back) as session:
            address, _ = session.create_authorization_url(
                self._discover()["authorization_endpoint"],
                state=begun.state,
                nonce=begun.nonce,
                code_verifier=begun.verifier,
            )
        return str(address), self._seals.dumps(asdict(begun))

    def open(self, sealed: str, state: str) -> Begun:
        """The sign-in that this browser began. Raises OpenIdError."""
        try:
            begun = Begun(**self._seals.loads(sealed, max_age=WAITS))
        except (BadData, TypeError):
            begun = None
        if begun is None or begun.state != state:
            raise OpenIdError(
                "This sign-in was begun over ten minutes ago or in another window. Begin it "
                "again here.",
                "not begun here, or over ten minutes ago",
            )
        return begun

    def finish(self, begun: Begun, back: str, answer: Mapping[str, str]) -> dict[str, object]:
        """The checked claims of the ID token that the answer's code is good for.

        Raises OpenIdError.
        """
        code = answer.get("code")
        if not code:
            raise _refused(answer.get("error", "no code"))
        token = self._redeem(code, begun, back)
        return self._read(token.get("id_token"), begun.nonce, token.get("access_token"))

    def _redeem(self, code: str, begun: Begun, back: str) -> dict[str, Any]:
        endpoint = self._discover()["token_endpoint"]
        with self._session(back) as session:
            try:
                token = session.fetch_token(
                    endpoint, code=code, code_verifier=begun.verifier, allow_redirects=False
                )
            except OAuthError as refusal:
                raise _refused(refusal.error) from None
            except (requests.RequestException, ValueError):
                raise _unreachable("its token endpoint") from None
        return dict(token)

    def _read(self, id_token: object, nonce: str, access_token: object) -> dict[str, object]:
        """The claims of an ID token that this provider signed, for us, now and for this."""
        about = self._discover()
        options = {
            "iss": {"essential": True, "value": about["issuer"]},
            "aud": {"essential": True, "value": self._provider.client_id},
        }
        params = {
            "nonce": nonce,
            "client_id": self._provider.client_id,
            "access_token": access_token,
        }
        try:
            token = self._decode(id_token if isinstance(id_token, str) else "")
            claims = CodeIDToken(token.claims, token.header, options, params)
            claims.validate(leeway=LEEWAY)
        except OpenIdError:
            raise
        except JoseError as error:
            fault = f"{error.error} {getattr(error, 'claim', '') or ''}".strip()
            raise _doubtful(fault) from None
        except (ValueError, TypeError, KeyError):
            raise _doubtful("not an ID token") from None
        return dict(claims)

    def _decode(self, id_token: str) -> jwt.Token:
        # A provider may name more in a header than the standard does.
        registry = JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
        try:
            return jwt.decode(id_token, self._key_set(), registry=registry)
        except InvalidKeyIdError:  # it has changed its keys
            return jwt.decode(id_token, self._key_set(anew=True), registry=registry)

    def _discover(self) -> dict[str, Any]:
        """What the provider says of itself. Raises OpenIdError."""
        if self._about is None or time.monotonic() - self._about[0] > KEPT:
            found = self._fetch(f"{self._provider.issuer}/.well-known/openid-configuration")
            issuer = found.get("issuer")
            if not isinstance(issuer, str) or issuer.rstrip("/") != self._provider.issuer:
                raise _doubtful("the provider names another issuer than OIDC_ISSUER")
            if not all(is_safe_address(found.get(name)) for name in _ENDPOINTS):
                raise _doubtful("the provider names an address that is missing or not https")
            self._about = time.monotonic(), found
        return self._about[1]

    def _key_set(self, anew: bool = False) -> KeySet:
        """The provider's public keys. Raises OpenIdError."""
        if anew or self._keys is None or time.monotonic() - self._keys[0] > KEPT:
            found = self._fetch(self._discover()["jwks_uri"]).get("keys")
            keys = [
                key
                for key in (found if isinstance(found, list) else ())
                if isinstance(key, dict)
                and key.get("kty") in ("RSA", "EC")
                and key.get("use", "sig") == "sig"
            ]
            self._keys = time.monotonic(), KeySet.import_key_set({"keys": keys})
        return self._keys[1]

    def _fetch(self, address: str) -> dict[str, Any]:
        try:
            answer = requests.get(address, timeout=TIMEOUT, allow_redirects=False)
            answer.raise_for_status()
            found = answer.json()
        except (requests.RequestException, ValueError):
            raise _unreachable(address) from None
        if not isinstance(found, dict):
            raise _unreachable(address)
        return found

    def _session(self, back: str) -> OAuth2Session:
        offered = (
            self._about[1].get("token_endpoint_auth_methods_supported") if self._about else None
        )
        is_basic = not offered or "client_secret_basic" in offered
        return OAuth2Session(
            self._provider.client_id,
            self._provider.client_secret,
            token_endpoint_auth_method=(
                "client_secret_basic" if is_basic else "client_secret_post"
            ),
            scope="openid profile email",
            redirect_uri=back,
            code_challenge_method="S256",
            default_timeout=TIMEOUT,
        )


def _refused(code: object) -> OpenIdError:
    named = re.sub(r"[^a-z_ ]", "", str(code))[:40]
    return OpenIdError(
        "Your council's sign-in did not let you in. Try again, or ask whoever looks after it.",
        f"refused by the provider: {named}",
    )


def _unreachable(place: str) -> OpenIdError:
    return OpenIdError(
        "Your council's sign-in does not answer. Try again in a few minutes, and tell an "
        "administrator of the dashboard if it stays so.",
        f"no answer from the provider: {place}",
    )


def _doubtful(fault: str) -> OpenIdError:
    return OpenIdError(
        "What your council's sign-in sent cannot be trusted. Try again, and tell an "
        "administrator of the dashboard if it happens twice.",
        f"not trusted: {fault}",
    )
