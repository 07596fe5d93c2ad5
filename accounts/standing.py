"""Who may use what they have. A disabled user's tokens stop at once, and their videos leave public lists."""

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import AccessTokenQuerySet, User


@transaction.atomic
def set_standing(users: QuerySet[User], *, active: bool) -> list[User]:
    """Disable app users, or let them back in; return those whom it changed. Staff are not touched."""
    changed = list(users.filter(is_active=not active, is_staff=False).select_for_update())
    User.objects.filter(pk__in=[user.pk for user in changed]).update(is_active=active)
    return changed


def revoke(tokens: AccessTokenQuerySet) -> int:
    """Make tokens worthless at once, and say how many they were; their apps have to log in again."""
    _rows, by_model = tokens.delete()
    return by_model.get("accounts.AccessToken", 0)
