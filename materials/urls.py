from django.urls import path

from materials import views

app_name = "materials"
urlpatterns = [
    path("getPasterInfo", views.StickerCategoriesView.as_view(), name="sticker-categories"),
    path("getPasterList", views.StickersView.as_view(), name="stickers"),
    path("getFrontPasterList", views.FrontStickersView.as_view(), name="front-stickers"),
    path("getTextPaster", views.CaptionCategoriesView.as_view(), name="caption-categories"),
    path("getTextPasterList", views.CaptionsView.as_view(), name="captions"),
    path("getMv", views.MvsView.as_view(), name="mvs"),
    path("getFont", views.FontsView.as_view(), name="fonts"),
    path("getMotionFilter", views.EmptyCatalogView.as_view(), name="motion-filters"),
    path("getTransitions", views.EmptyCatalogView.as_view(), name="transitions"),
]
