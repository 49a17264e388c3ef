"""The settings of the council's own sign-in, and what is said of those that cannot be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.people import Role
from dashboard.settings import Provider, Settings

WHOLE = {
    "OIDC_ISSUER": "https://id.council.example/tenant/v2.0",
    "OIDC_CLIENT_ID": "dashboard",
    "OIDC_CLIENT_SECRET": "hush hush",
    "SECRET_KEY": "0123456789abcdef0123456789abcdef",
}


def read(**changed: str) -> Settings:
    return Settings.from_environment(WHOLE | changed)


def test_the_least_that_is_needed() -> None:
    settings = read()
    assert settings.provider == Provider(
        issuer=WHOLE["OIDC_ISSUER"],
        client_id="dashboard",
        client_secret="hush hush",
        secret_key=WHOLE["SECRET_KEY"],
        groups=(),
        groups_claim="groups",
        name="your council account",
    )
    assert settings.local_sign_in
    assert Settings.from_environment({}).provider is None


def test_everything_that_can_be_said() -> None:
    settings = read(
        OIDC_ISSUER="https://id.council.example/",
        OIDC_GROUPS=" Panel Officers = officer, CN=Managers=Manager,Panel Officers=approver,",
        OIDC_GROUPS_CLAIM="roles",
        OIDC_NAME="Exampleshire",
        LOCAL_SIGN_IN="off",
    )
    provider = settings.provider
    assert provider
    assert provider.issuer == "https://id.council.example"
    assert provider.groups == (
        ("Panel Officers", Role.OFFICER),
        ("CN=Managers", Role.MANAGER),
        ("Panel Officers", Role.APPROVER),
    )
    assert provider.roles_of({"Panel Officers"}) == {Role.OFFICER, Role.APPROVER}
    assert provider.roles_of({"panel officers", "Managers"}) == frozenset()
    assert (provider.groups_claim, provider.name) == ("roles", "Exampleshire")
    assert not settings.local_sign_in


def test_no_secret_is_shown_with_the_settings() -> None:
    shown = repr(read())
    assert "hush" not in shown
    assert WHOLE["SECRET_KEY"] not in shown


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"OIDC_ISSUER": "id.council.example"}, r'^OIDC_ISSUER: "id.council.example" is not'),
        ({"OIDC_ISSUER": "http://id.council.example"}, r"^OIDC_ISSUER: .* begins with https"),
        ({"OIDC_ISSUER": "https://"}, r"^OIDC_ISSUER: "),
        ({"OIDC_ISSUER": "https://a:b@id.council.example"}, r"^OIDC_ISSUER: "),
        ({"OIDC_ISSUER": "https://id.council.example:port"}, r"^OIDC_ISSUER: "),
        ({"OIDC_ISSUER": "https://id.council.example?tenant=1"}, r"^OIDC_ISSUER: "),
        ({"OIDC_CLIENT_ID": ""}, r"^OIDC_CLIENT_ID: it is not set, but OIDC_ISSUER is\."),
        ({"OIDC_CLIENT_SECRET": ""}, r"^OIDC_CLIENT_SECRET: it is not set"),
        ({"SECRET_KEY": ""}, r"^SECRET_KEY: it is not set"),
        ({"SECRET_KEY": "x" * 31}, r"^SECRET_KEY: it has 31 characters\. Give at least 32"),
        ({"OIDC_GROUPS": "Officers"}, r'^OIDC_GROUPS: "Officers" does not give a group a role'),
        ({"OIDC_GROUPS": "a=officer,b=chair"}, r'^OIDC_GROUPS: "b=chair" .* councillor, man'),
        ({"OIDC_GROUPS": "=officer"}, r'^OIDC_GROUPS: "=officer"'),
        ({"LOCAL_SIGN_IN": "no"}, r'^LOCAL_SIGN_IN: "no" is not known\. Give on or off\.$'),
        ({"OIDC_ISSUER": "", "LOCAL_SIGN_IN": "off"}, r"^LOCAL_SIGN_IN: .* nobody could sign"),
    ],
)
def test_what_is_refused_at_the_start(changed: dict[str, str], refusal: str) -> None:
    with pytest.raises(ValueError, match=refusal) as raised:
        read(**changed)
    assert "\n" not in str(raised.value)
    assert "hush" not in str(raised.value)


@pytest.mark.parametrize("host", ["localhost:9000", "127.0.0.1:9000", "[::1]:9000"])
def test_a_provider_on_this_machine_may_be_tried_without_tls(host: str) -> None:
    provider = read(OIDC_ISSUER=f"http://{host}").provider
    assert provider
    assert provider.issuer == f"http://{host}"


group = st.text(
    st.characters(exclude_characters=",", exclude_categories=["Cs", "Z", "C"]), min_size=1
)


@given(st.lists(st.tuples(group, st.sampled_from(Role)), min_size=1))
def test_groups_are_read_as_they_were_written(pairs: list[tuple[str, Role]]) -> None:
    provider = read(OIDC_GROUPS=",".join(f"{name}={role}" for name, role in pairs)).provider
    assert provider
    assert list(provider.groups) == pairs
