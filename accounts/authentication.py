"""Who is calling, from the token that an app sends. `API_AUTHENTICATION` puts another class in its place."""

from collections.abc import Mapping
from typing import cast

from django.db import DatabaseError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from accounts.known import Owner, known_tokens
from accounts.models import AccessToken, User, digest_of
from qulive.api.token import token_of, token_of_read
from qulive.freshness import versions


def caller(request: Request | HttpRequest) -> User:
    """Return whose request it is, where permissions let nobody in who is nobody."""
    return cast(User, request.user)


def owner_of(text: str) -> Owner | None:
    """Return whose live token this is: known, or looked up in one indexed query and known from then on."""
    digest = digest_of(text)
    if owner := known_tokens.get(digest):
        return owner
    version = versions["tokens"]
    token = AccessToken.objects.find(digest)
    if token is None:
        return None
    token.seen(timezone.localdate())
    return known_tokens.remember(token, version)


class TokenAuthentication(BaseAuthentication):
    def authenticate(self, request: Request) -> tuple[User, None] | None:
        """Return the token's user; None without a token. Raises AuthenticationFailed for a bad one.

        The user has only the ids; anything else about them takes a query.
        """
        text = token_of(request)
        if not text:
            return None
        owner = owner_of(text)
        if owner is None:
            raise AuthenticationFailed(_("Please log in the system!"))
        return User.from_db(None, owner._fields, owner), None

    def recognises(self, request: HttpRequest, sent: Mapping[str, str]) -> bool:
        """Tell whether a GET that sent this comes with a live token, before DRF is asked."""
        text = token_of_read(request, sent)
        if not text or known_tokens.get(digest_of(text)):
            return bool(text)
        if versions.away:
            return False  # DRF asks the database too, and once in vain is enough
        try:
            return owner_of(text) is not None
        except DatabaseError:
            return False  # DRF comes upon it too, and says so in the envelope
