"""How people come in: as a guest, by registering, by logging in."""

import secrets
from dataclasses import dataclass, field

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts import hashing
from accounts.guessing import user_behind
from accounts.live import LiveUrls, live_urls
from accounts.models import AccessToken, User
from qulive.api.errors import BadParameters, Conflict, LoginFailed

AVATAR_COUNT = 12
GUEST_NAMES = (
    "Amber", "Basil", "Coral", "Dune", "Echo", "Fern", "Gale", "Hazel", "Iris", "Juniper", "Kite", "Lark",
    "Maple", "Nova", "Olive", "Pearl", "Quill", "River", "Sage", "Teal", "Umber", "Willow", "Zephyr",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A user who just came in, with the token to come back with."""

    user: User
    token: str = field(repr=False)
    live: LiveUrls = field(repr=False)


def sign_in(user: User) -> SignedIn:
    return SignedIn(user, AccessToken.objects.issue(user), live_urls(user.user_id))


@transaction.atomic
def sign_in_as_guest() -> SignedIn:
    """Make a user for an app that starts for the first time: no password, a name and a face."""
    nickname = f"{secrets.choice(GUEST_NAMES)}{secrets.randbelow(10_000):04d}"
    user = User(nickname=nickname, avatar=random_avatar(), is_guest=True)
    user.username = f"guest-{user.user_id}"
    user.set_unusable_password()
    user.save()
    return sign_in(user)


def register(username: str, password: str) -> SignedIn:
    """Make a user with a name and a password. Raises BadParameters or Conflict with what to change."""
    name = User.normalize_username(username)
    user = User(username=name, nickname=name[: User.NICKNAME_MAX], avatar=random_avatar())
    try:
        user.clean_fields(exclude=["password"])
        validate_password(password, user)
    except ValidationError as error:
        raise BadParameters(" ".join(error.messages)) from None

    with hashing.in_turn():  # slow, so before the transaction, which takes SQLite's one write lock
        user.set_password(password)
    try:
        with transaction.atomic():
            user.save()
            return sign_in(user)
    except IntegrityError:
        raise Conflict(_("This user name is taken.")) from None


def log_in(request: HttpRequest, username: str, password: str) -> SignedIn:
    """Let the user behind name and password in.

    A wrong name and a wrong password look the same, and so do operators, who log in at the admin.
    Raises LoginFailed, and Throttled after too many failures.
    """
    name = User.normalize_username(username)
    with hashing.in_turn():
        user = user_behind(request, name, password)
    if user is None:
        raise LoginFailed(_("The user name or the password is wrong."))
    return sign_in(user)


def random_avatar() -> str:
    return f"accounts/avatars/{secrets.randbelow(AVATAR_COUNT) + 1:02d}.png"
