"""The people behind the videos, as far as what others see depends on them."""

from django.db import transaction

from accounts.models import User
from videos import feed


@transaction.atomic
def changed(owner: User) -> None:
    """Take in that an operator changed somebody: a disabled one comes in no more, and the list follows."""
    if not owner.is_active:
        owner.tokens.revoke()
    feed.follow_owner(owner)
