from django.db import migrations

from qulive.search import IndexPieces


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("accounts", "0004_back_office_lists")]

    operations = [IndexPieces("user", "nickname", "user_nickname_pieces")]
