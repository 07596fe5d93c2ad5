"""The people behind the videos, as far as what others see depends on them."""

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from videos import feed


@transaction.atomic
def set_standing(owners: QuerySet[User], *, active: bool) -> list[User]:
    """Disable app users, or let them back in; return those whom it changed. Staff are not touched."""
    found = list(owners.filter(is_active=not active, is_staff=False).select_for_update())
    User.objects.filter(pk__in=[owner.pk for owner in found]).update(is_active=active)
    for owner in found:
        owner.is_active = active
        changed(owner)
    return found


@transaction.atomic
def changed(owner: User) -> None:
    """Take in that an operator changed somebody: a disabled one comes in no more, and the list follows."""
    if not owner.is_active:
        owner.tokens.revoke()
    feed.follow_owner(owner)
