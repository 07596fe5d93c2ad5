from django.urls import path

from callbacks import views

app_name = "callbacks"
urlpatterns = [
    path("callback", views.CallbackView.as_view(), name="callback"),
]
