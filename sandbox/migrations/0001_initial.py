import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import sandbox.models.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Grant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key_id", models.CharField(max_length=64, unique=True)),
                ("secret", models.CharField(max_length=64)),
                ("token", models.CharField(max_length=255)),
                ("expires_at", models.DateTimeField(db_index=True)),
                ("object_key", models.CharField(db_index=True, max_length=255)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Image",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("object_key", models.CharField(max_length=255, unique=True)),
                ("title", models.CharField(max_length=128)),
                ("description", models.TextField(blank=True)),
                ("tags", models.TextField(blank=True)),
                ("cate_id", models.BigIntegerField(null=True)),
                ("extend", models.TextField(blank=True)),
                ("size", models.BigIntegerField(default=0)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("uploaded_at", models.DateTimeField(null=True)),
                (
                    "image_id",
                    models.CharField(default=sandbox.models.fields.hex_id, max_length=32, unique=True),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MultipartUpload",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "upload_id",
                    models.CharField(default=sandbox.models.fields.hex_id, max_length=32, unique=True),
                ),
                ("object_key", models.CharField(max_length=255)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name="StsToken",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key_id", models.CharField(max_length=64, unique=True)),
                ("secret", models.CharField(max_length=64)),
                ("token", models.CharField(max_length=255)),
                ("expires_at", models.DateTimeField(db_index=True)),
                ("policy", models.TextField(blank=True)),
                ("media_id", models.CharField(blank=True, max_length=32)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Video",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("object_key", models.CharField(max_length=255, unique=True)),
                ("title", models.CharField(max_length=128)),
                ("description", models.TextField(blank=True)),
                ("tags", models.TextField(blank=True)),
                ("cate_id", models.BigIntegerField(null=True)),
                ("extend", models.TextField(blank=True)),
                ("size", models.BigIntegerField(default=0)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("uploaded_at", models.DateTimeField(null=True)),
                (
                    "video_id",
                    models.CharField(default=sandbox.models.fields.hex_id, max_length=32, unique=True),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("Uploading", "Uploading"),
                            ("UploadSucc", "Uploaded"),
                            ("Transcoding", "Transcoding"),
                            ("TranscodeFail", "Transcode Failed"),
                            ("Normal", "Normal"),
                            ("Blocked", "Blocked"),
                        ],
                        default="Uploading",
                        max_length=16,
                    ),
                ),
                ("audit_status", models.CharField(default="Init", max_length=16)),
                ("template_group_id", models.CharField(blank=True, max_length=64)),
                ("cover_url", models.TextField(blank=True)),
                ("duration", models.FloatField(default=0)),
                ("width", models.IntegerField(default=0)),
                ("height", models.IntegerField(default=0)),
                ("snapshots", models.JSONField(default=list)),
                ("modified_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Category",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=64)),
                ("level", models.IntegerField(default=0)),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="children",
                        to="sandbox.category",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=64)),
                ("media_id", models.CharField(db_index=True, max_length=32)),
                ("body", models.JSONField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("delivered", "Delivered"),
                            ("dropped", "Dropped"),
                        ],
                        default="waiting",
                        max_length=16,
                    ),
                ),
                ("answers", models.JSONField(default=list)),
                ("due_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "indexes": [models.Index(fields=["state", "due_at"], name="sandbox_event_due")],
            },
        ),
        migrations.CreateModel(
            name="Nonce",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key_id", models.CharField(max_length=64)),
                ("nonce", models.CharField(max_length=128)),
                ("seen_at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("key_id", "nonce"), name="sandbox_nonce_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Stream",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "job_id",
                    models.CharField(default=sandbox.models.fields.hex_id, max_length=32, unique=True),
                ),
                ("definition", models.CharField(max_length=4)),
                ("object_key", models.CharField(max_length=255)),
                ("size", models.BigIntegerField()),
                ("duration", models.FloatField()),
                ("width", models.IntegerField()),
                ("height", models.IntegerField()),
                ("fps", models.CharField(default="25", max_length=16)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "video",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="streams",
                        to="sandbox.video",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Part",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.IntegerField()),
                ("etag", models.CharField(max_length=32)),
                ("size", models.BigIntegerField()),
                ("stored_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "upload",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="sandbox.multipartupload",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("upload", "number"), name="sandbox_part_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Job",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "job_id",
                    models.CharField(default=sandbox.models.fields.hex_id, max_length=32, unique=True),
                ),
                (
                    "task_id",
                    models.CharField(db_index=True, default=sandbox.models.fields.hex_id, max_length=32),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("transcode", "Transcode"),
                            ("snapshot", "Snapshot"),
                            ("review", "Review"),
                        ],
                        max_length=16,
                    ),
                ),
                ("wanted", models.JSONField(default=dict)),
                ("extend", models.TextField(blank=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("done", "Done"), ("failed", "Failed")],
                        default="waiting",
                        max_length=16,
                    ),
                ),
                ("error", models.TextField(blank=True)),
                ("due_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "video",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="jobs",
                        to="sandbox.video",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["state", "due_at"], name="sandbox_job_due")],
            },
        ),
    ]
