from videos.models.recommendation import Recommendation
from videos.models.rendition import Rendition
from videos.models.snapshot import Snapshot
from videos.models.video import Video

__all__ = ["Recommendation", "Rendition", "Snapshot", "Video"]
