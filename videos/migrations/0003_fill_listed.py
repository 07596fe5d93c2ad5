from typing import Any

from django.db import migrations


def fill(apps: Any, schema_editor: Any) -> None:
    """Bring the list up to its videos; from here on `videos.feed` keeps it there."""
    Recommendation = apps.get_model("videos", "Recommendation")
    Version = apps.get_model("qulive", "Version")
    public = {
        "withdrawn_at": None,
        "video__deleted_at": None,
        "video__published_at__isnull": False,
        "video__review": "success",
        "video__status": "Normal",
        "video__transcode": "success",
        "video__owner__is_active": True,
    }
    places = Recommendation.objects.filter(**public).values("pk")
    total = Recommendation.objects.filter(pk__in=places).update(is_listed=True)
    Version.objects.update_or_create(name="feed", defaults={"count": total})


class Migration(migrations.Migration):
    dependencies = [
        ("qulive", "0001_versions"),
        ("videos", "0002_listed"),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
