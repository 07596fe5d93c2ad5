from django.urls import path

from sandbox import views
from sandbox.console.views import switches

app_name = "sandbox"
urlpatterns = [
    path("", views.gateway, name="gateway"),
    path("console/switches", switches, name="switches"),
    path("<path:path>", views.store, name="store"),
]
