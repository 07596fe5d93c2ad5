"""Who is calling, from the token that an app sends. `API_AUTHENTICATION` puts another class in its place."""

from collections.abc import Mapping
from typing import cast

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from accounts.known import known_tokens
from accounts.models import AccessToken, User, digest_of
from qulive.api.token import token_of, token_of_read
from qulive.freshness import versions


def caller(request: Request | HttpRequest) -> User:
    """Return whose request it is, where permissions let nobody in who is nobody."""
    return cast(User, request.user)


class TokenAuthentication(BaseAuthentication):
    def authenticate(self, request: Request) -> tuple[User, None] | None:
        """Return the token's user; None without a token. Raises AuthenticationFailed for a bad one.

        Of a token that is known, the user has only the ids; anything else about them takes a query.
        """
        text = token_of(request)
        if not text:
            return None
        digest = digest_of(text)
        if owner := known_tokens.get(digest):
            return User.from_db(None, owner._fields, owner), None
        version = versions["tokens"]
        token = AccessToken.objects.find(digest)
        if token is None:
            raise AuthenticationFailed(_("Please log in the system!"))
        token.seen(timezone.localdate())
        known_tokens.remember(token, version)
        return token.user, None

    def recognises(self, request: HttpRequest, sent: Mapping[str, str]) -> bool:
        """Tell without a query whether a GET that sent this comes with a token that is known to be live."""
        text = token_of_read(request, sent)
        return bool(text) and known_tokens.get(digest_of(text)) is not None
