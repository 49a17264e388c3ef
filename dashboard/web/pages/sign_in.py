"""Signing in at /sign-in, and setting a password by a one-time link."""

from __future__ import annotations

from dashboard.web.moment import now
from dashboard.web.page import Drawn, Page, Visit


def draw(visit: Visit) -> Drawn:
    """The form; after a refusal with the reason and what was typed, but the password."""
    return Drawn(
        "Sign in",
        {
            "problem": visit.notice.get("problem", ""),
            "email": visit.notice.get("email", ""),
            "next": visit.notice.get("next", visit.asked("next")),
            "provider": visit.settings.provider,
            "takes_passwords": visit.settings.local_sign_in,
        },
    )


def draw_link(visit: Visit) -> Drawn:
    token = visit.parts["token"]
    takes_passwords = visit.settings.local_sign_in
    account = visit.store.accounts.of_link(token, now()) if takes_passwords else None
    return Drawn(
        "Set your password",
        {
            "account": account,
            "token": token,
            "takes_passwords": takes_passwords,
            "problem": visit.notice.get("problem", ""),
        },
        status=200 if account else 410,
    )


PAGE = Page(name="sign-in", rule="/sign-in", template="sign_in.html", draw=draw)
LINK = Page(
    name="set-password",
    rule="/sign-in/link/<token>",
    template="set_password.html",
    draw=draw_link,
)
