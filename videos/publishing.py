"""Publishing and deleting: what an owner does with a video."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from qulive.api.errors import AppError, Conflict, NotAllowed, NotFound
from videos import feed, tasks
from videos.models import Video
from videos.states import Review
from videos.tombstones import bury


@transaction.atomic
def publish(owner: User, vod_id: str, **facts: Any) -> Video:
    """Offer a video for review, once; what the app left blank keeps what the upload said.

    An id that we never handed out is a claim: its owner alone sees it until VOD confirms it. Raises
    Conflict for a second publish, NotAllowed for another's video, NotFound for a deleted one.
    """
    given = {name: value for name, value in facts.items() if value}
    given |= {"owner": owner, "published_at": timezone.now(), "review": Review.WAITING}
    minted = Video.objects.existing().filter(Q(owner=owner) | Q(owner=None), vod_id=vod_id, published_at=None)
    if not minted.update(**given):
        claim(owner, vod_id, given)

    tasks.process.enqueue(vod_id)
    return Video.objects.select_related("owner").get(vod_id=vod_id)


def claim(owner: User, vod_id: str, given: dict[str, Any]) -> None:
    """Publish under an id that we never handed out; raise why not, if we did."""
    try:
        with transaction.atomic():
            Video.objects.create(vod_id=vod_id, is_claim=True, **given)
    except IntegrityError:
        raise why_not_publish(owner, vod_id) from None


def why_not_publish(owner: User, vod_id: str) -> AppError:
    video = Video.objects.get(vod_id=vod_id)
    if video.deleted_at:
        return NotFound(_("This video was deleted."))
    if video.owner_id not in (owner.pk, None):
        return NotAllowed(_("This video belongs to somebody else."))
    return Conflict(_("This video is already published and cannot be published again."))


@transaction.atomic
def delete(owner: User, vod_id: str) -> None:
    """Delete one's own video here at once, and at VOD soon. A deleted or unknown one is fine already."""
    if Video.objects.existing().filter(vod_id=vod_id).exclude(owner=owner).exists():
        raise NotAllowed(_("You can only delete your own videos."))
    # Whoever claims an id and deletes the claim must not bury another's media with it.
    Video.objects.owned_by(owner).filter(vod_id=vod_id, is_claim=True).delete()
    if bury(vod_id):
        tasks.delete_media.enqueue(vod_id)


@transaction.atomic
def remove(vod_id: str) -> bool:
    """Delete anybody's video, as an operator may; a mere claim is released, and VOD's copy left alone."""
    existing = Video.objects.existing().filter(vod_id=vod_id)
    if existing.filter(is_claim=True).delete()[0]:
        return True
    if not bury(vod_id):
        return False
    tasks.delete_media.enqueue(vod_id)
    return True


def edit(vod_id: str, **facts: Any) -> bool:
    """Change what a video says of itself, here at once and at VOD soon."""
    with feed.changing(vod_id):
        if not Video.objects.existing().filter(vod_id=vod_id).update(**facts):
            return False
        tasks.describe.enqueue(vod_id)
    return True


@transaction.atomic
def expire(vod_id: str) -> bool:
    """Delete an upload, unless somebody published it at the last moment."""
    unpublished = Video.objects.existing().filter(vod_id=vod_id, published_at=None).select_for_update()
    if not unpublished.exists():
        return False
    bury(vod_id)
    tasks.delete_media.enqueue(vod_id)
    return True
