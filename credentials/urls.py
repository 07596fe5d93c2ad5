from django.urls import path

from credentials import views

app_name = "credentials"
urlpatterns = [
    path("vod/getSts", views.StsView.as_view(), name="sts"),
    path("vod/getVideoUploadAuth", views.VideoUploadView.as_view(), name="video-upload"),
    path("vod/refreshVideoUploadAuth", views.VodRefreshView.as_view(), name="refresh"),
    path("vod/getImageUploadAuth", views.ImageUploadView.as_view(), name="image-upload"),
    path("vod/getVideoPlayAuth", views.PlayView.as_view(), name="play"),
    path("demo/getSts", views.DemoStsView.as_view(), name="demo-sts"),
    path("demo/getVideoUploadAuth", views.DemoVideoUploadView.as_view(), name="demo-video-upload"),
    path("demo/refreshVideoUploadAuth", views.DemoRefreshView.as_view(), name="demo-refresh"),
    path("demo/getImageUploadAuth", views.DemoImageUploadView.as_view(), name="demo-image-upload"),
    path("demo/getVideoPlayAuth", views.DemoPlayView.as_view(), name="demo-play"),
]
