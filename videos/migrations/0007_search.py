from django.db import migrations

from qulive.search import IndexPieces


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("videos", "0006_back_office")]

    operations = [IndexPieces("video", "title", "video_title_pieces")]
