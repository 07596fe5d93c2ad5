from music import seeding
from qulive.catalog import Catalog
from qulive.management.seed import SeedCommand


class Command(SeedCommand):
    help = (
        "Create or change tracks from a folder with a catalog.json. "
        "Example: manage.py seed_music music/sample"
    )

    def seed(self, catalog: Catalog) -> None:
        seeding.seed(catalog)
