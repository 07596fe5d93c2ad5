"""What is left of a deleted video, so that late events and second publishes find that it is gone."""

from django.db import transaction
from django.utils import timezone

from videos import feed
from videos.models import Recommendation, Video

CONTENT = ("title", "description", "tags", "cover_url", "first_frame_url", "file_url", "problem")


@transaction.atomic
def bury(vod_id: str) -> bool:
    """Leave a tombstone: owner and times stay, what the video said and showed goes."""
    existing = Video.objects.existing().filter(vod_id=vod_id)
    emptied = dict.fromkeys(CONTENT, "")
    if not existing.update(deleted_at=timezone.now(), **emptied):
        return False
    Recommendation.objects.filter(video__vod_id=vod_id).update(withdrawn_at=timezone.now())
    feed.follow_video(vod_id)
    return True
