"""Who is calling, from the token that an app sends. `API_AUTHENTICATION` puts another class in its place."""

from typing import cast

from django.http import HttpRequest
from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from accounts.models import AccessToken, User
from qulive.api.token import token_of


def caller(request: Request | HttpRequest) -> User:
    """Return whose request it is, where permissions let nobody in who is nobody."""
    return cast(User, request.user)


class TokenAuthentication(BaseAuthentication):
    def authenticate(self, request: Request) -> tuple[User, AccessToken] | None:
        """Return the token's user; None without a token. Raises AuthenticationFailed for a bad one."""
        text = token_of(request)
        if not text:
            return None
        token = AccessToken.objects.find(text)
        if token is None:
            raise AuthenticationFailed(_("Please log in the system!"))
        return token.user, token
