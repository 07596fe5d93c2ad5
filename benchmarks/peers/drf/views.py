from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from rest_framework import generics
from rest_framework.pagination import PageNumberPagination
from rest_framework.response import Response

from benchmarks.peers.drf.serializers import (
    CategorySerializer,
    MvSerializer,
    StickerSerializer,
    TrackSerializer,
    VideoSerializer,
)
from materials.models import Mv, Sticker, StickerCategory
from music.models import Track
from videos.models import Video


class VideoPages(PageNumberPagination):
    page_query_param = "pageIndex"
    page_size_query_param = "pageSize"
    max_page_size = 50

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"total": self.page.paginator.count, "videoList": data})


class MusicPages(PageNumberPagination):
    page_query_param = "pageNo"
    page_size_query_param = "pageSize"
    max_page_size = 50

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"total": str(self.page.paginator.count), "musicList": data})


class RecommendedVideos(generics.ListAPIView[Video]):
    """The videos that an operator recommended, in their order; owners come along in the same query."""

    serializer_class = VideoSerializer
    pagination_class = VideoPages

    def get_queryset(self) -> QuerySet[Video]:
        now = timezone.now()
        return (
            Video.objects.filter(
                Q(recommendation__starts_at=None) | Q(recommendation__starts_at__lte=now),
                Q(recommendation__ends_at=None) | Q(recommendation__ends_at__gt=now),
                recommendation__is_listed=True,
            )
            .select_related("owner")
            .order_by("-recommendation__position")
        )


class PersonalVideos(generics.ListAPIView[Video]):
    serializer_class = VideoSerializer
    pagination_class = VideoPages

    def get_queryset(self) -> QuerySet[Video]:
        own = Video.objects.filter(owner=self.request.user, deleted_at=None, published_at__isnull=False)
        return own.select_related("owner").order_by("-published_at", "-pk")


class Catalog(generics.ListAPIView[Any]):
    authentication_classes = ()
    permission_classes = ()


class Stickers(Catalog):
    serializer_class = StickerSerializer

    def get_queryset(self) -> QuerySet[Sticker]:
        shown = Sticker.objects.filter(is_published=True, category__is_published=True)
        return shown.filter(category=self.request.query_params["pasterId"]).order_by("-sort", "pk")


class StickerCategories(Catalog):
    serializer_class = CategorySerializer
    queryset = StickerCategory.objects.filter(is_published=True).order_by("-sort", "pk")


class Mvs(Catalog):
    serializer_class = MvSerializer
    queryset = Mv.objects.filter(is_published=True).prefetch_related("aspects").order_by("-sort", "pk")


class Music(Catalog):
    serializer_class = TrackSerializer
    pagination_class = MusicPages
    queryset = Track.objects.filter(is_published=True).exclude(audio="").order_by("-sort", "pk")
