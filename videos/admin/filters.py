"""What the list of videos is narrowed down by; each has an index (videos/models/video.py)."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from qulive.backoffice.filters import ChoiceFilter
from videos import categories
from videos.models import Recommendation, Video
from videos.models.video import VideoQuerySet


class RecommendedFilter(ChoiceFilter):
    title = _("recommended")
    parameter_name = "recommended"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("On the recommended list")), ("no", _("Not on it"))]

    def queryset(self, request: HttpRequest, videos: QuerySet[Video]) -> QuerySet[Video]:
        places = Recommendation.objects.filter(withdrawn_at=None)
        match self.value():
            case "yes":
                return videos.filter(pk__in=places.values("video"))
            case "no":
                return videos.exclude(pk__in=places.values("video"))
        return videos


class CategoryFilter(ChoiceFilter):
    title = _("category")
    parameter_name = "category"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(name, name) for name in categories.names()]

    def queryset(self, request: HttpRequest, videos: QuerySet[Video]) -> QuerySet[Video]:
        return videos.filter(category_name=self.value()) if self.value() else videos


class ProblemFilter(ChoiceFilter):
    title = _("problem")
    parameter_name = "problem"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Has a problem"))]

    def queryset(self, request: HttpRequest, videos: QuerySet[Video]) -> QuerySet[Video]:
        return videos.exclude(problem="") if self.value() else videos


class DeletedFilter(ChoiceFilter):
    """Of a deleted video a tombstone is left, which is nothing to look at unless asked for."""

    title = _("deleted")
    parameter_name = "deleted"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Deleted videos"))]

    def queryset(self, request: HttpRequest, videos: VideoQuerySet) -> VideoQuerySet:
        return videos.exclude(deleted_at=None) if self.value() else videos.existing()
