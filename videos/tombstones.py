"""What is left of a deleted video, so that late events and second publishes find that it is gone."""

from django.db import transaction
from django.utils import timezone

from videos.models import Recommendation, Video


@transaction.atomic
def bury(vod_id: str) -> bool:
    """Leave a tombstone: owner and times stay, what the video said and showed goes."""
    buried = Video.objects.existing().filter(vod_id=vod_id)
    Recommendation.objects.filter(video__in=buried).update(withdrawn_at=timezone.now())
    return bool(
        buried.update(
            deleted_at=timezone.now(),
            title="",
            description="",
            tags="",
            cover_url="",
            first_frame_url="",
            file_url="",
            problem="",
        )
    )
