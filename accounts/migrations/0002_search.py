from django.db import migrations

from qulive.search import IndexPieces


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [IndexPieces("user", "nickname", "user_nickname_pieces")]
