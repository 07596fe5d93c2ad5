"""Finding videos among a million: by an id at once, by a piece of a title or a nickname through indexes."""

from django.db.models import Q, QuerySet

from accounts.models import User
from videos.models import Video

# Of so many people at most who are called alike.
MOST_OWNERS = 1000


def found(videos: QuerySet[Video], words: str) -> QuerySet[Video]:
    """Return the video of this id, else the videos of the user of this id, else what holds these words."""
    words = words.strip()
    if not words:
        return videos
    if len(words.split()) == 1:
        by_id = Video.objects.filter(vod_id=words).values_list("pk", flat=True)
        if pks := list(by_id):
            return videos.filter(pk__in=pks)
        by_user = User.objects.filter(user_id=words).values_list("pk", flat=True)
        if pks := list(by_user):
            return videos.filter(owner__in=pks)
    owners = User.objects.filter(nickname__holds=words).values_list("pk", flat=True)
    # A list, not a join: only so can the indexes of both be used together.
    return videos.filter(Q(title__holds=words) | Q(owner__in=list(owners[:MOST_OWNERS])))
