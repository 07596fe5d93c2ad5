from django.db import migrations

from qulive.search import IndexPairs


class Migration(migrations.Migration):
    dependencies = [("videos", "0002_back_office")]

    operations = [IndexPairs("video", "title", "video_title_pairs")]
