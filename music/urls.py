from django.urls import path

from music import views
from qulive.api.outside import to_look_at

app_name = "music"
urlpatterns = [
    path("getRecommendMusic", views.MusicListView.as_view(), name="list"),
    path("getPlayPath", views.PlayPathView.as_view(), name="play-path"),
    path("play/<str:music_id>/<int:expires>/<str:signature>", to_look_at(views.play), name="play"),
]
