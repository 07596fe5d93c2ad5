from django.urls import path

from sandbox import views

app_name = "sandbox"
urlpatterns = [
    path("", views.gateway, name="gateway"),
    path("<path:path>", views.store, name="store"),
]
