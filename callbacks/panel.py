"""What VOD told of a video, on the video's page."""

from django.http import HttpRequest
from django.template.loader import render_to_string

from callbacks.models import Receipt
from qulive.backoffice.panels import on_page_of
from videos.models import Video

LATEST = 10


@on_page_of(Video)
def receipts(request: HttpRequest, video: Video) -> str:
    if not request.user.has_perm("callbacks.view_receipt"):
        return ""
    found = Receipt.objects.filter(vod_id=video.vod_id).order_by("-pk").defer("body")
    context = {"vod_id": video.vod_id, "receipts": found[:LATEST]}
    return render_to_string("callbacks/panel.html", context, request)
