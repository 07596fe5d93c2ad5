from django.urls import path

from videos import views

app_name = "videos"
urlpatterns = [
    path("vod/videoPublish", views.PublishView.as_view(), name="publish"),
    path("vod/getRecommendVideoList", views.RecommendedView.as_view(), name="recommended"),
    path("vod/getPersonalVideoList", views.PersonalView.as_view(), name="personal"),
    path("vod/deleteVideoById", views.DeleteView.as_view(), name="delete"),
    path("vod/getRecommendLiveList", views.LiveView.as_view(), name="live"),
    path("vodVideo/getVideoById", views.PlayInfoView.as_view(), name="play-info"),
    path("demo/getVideoList", views.DemoListView.as_view(), name="demo-list"),
]
