"""Logging in where guessing is counted (django-axes): too many failures of a name from an address lock both
together, so nobody locks out a victim elsewhere, or a whole office.
"""

from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.http import HttpRequest
from rest_framework.exceptions import Throttled

from accounts.models import User


def user_behind(request: HttpRequest, username: str, password: str) -> User | None:
    """Return the app's user with this name and password. Raises Throttled while the two are locked.

    Operators log in at the back office; here their right password counts as a wrong one.
    """
    user = authenticate(request, username=username, password=password)
    if isinstance(user, User) and user.is_staff:
        user_login_failed.send(__name__, credentials={"username": username}, request=request)
        user = None
    if is_locked_out(request):
        raise Throttled(settings.AXES_COOLOFF_TIME.total_seconds())
    if not isinstance(user, User):
        return None
    user_logged_in.send(User, request=request, user=user)  # forgives the failures before
    return user


def is_locked_out(request: HttpRequest) -> bool:
    return bool(getattr(request, "axes_locked_out", False))
