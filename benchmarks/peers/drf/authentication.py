import hashlib

from django.db.models import Q
from django.utils import timezone
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from accounts.models import AccessToken, User


class TokenAuthentication(BaseAuthentication):
    """A token in the query, stored as its SHA-256: one indexed query, with the user along."""

    def authenticate(self, request: Request) -> tuple[User, AccessToken] | None:
        text = request.query_params.get("token")
        if not text:
            return None
        alive = Q(expires_at=None) | Q(expires_at__gt=timezone.now())
        tokens = AccessToken.objects.filter(alive, user__is_active=True).select_related("user")
        try:
            token = tokens.get(digest=hashlib.sha256(text.encode()).hexdigest())
        except AccessToken.DoesNotExist:
            raise AuthenticationFailed from None
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return "Token"
