"""D0: the same answers as Django REST framework's own tutorial would have them, on the AppServer's models."""

from django.urls import path

from benchmarks.peers.drf import views

urlpatterns = [
    path("vod/getRecommendVideoList", views.RecommendedVideos.as_view()),
    path("vod/getPersonalVideoList", views.PersonalVideos.as_view()),
    path("resource/getPasterInfo", views.StickerCategories.as_view()),
    path("resource/getPasterList", views.Stickers.as_view()),
    path("resource/getMv", views.Mvs.as_view()),
    path("music/getRecommendMusic", views.Music.as_view()),
]
