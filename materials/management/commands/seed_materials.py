from materials import seeding
from qulive.catalog import Catalog
from qulive.management.seed import SeedCommand


class Command(SeedCommand):
    help = (
        "Create or change fonts, stickers, captions and MVs from a folder with a catalog.json. "
        "Example: manage.py seed_materials materials/sample"
    )

    def seed(self, catalog: Catalog) -> None:
        seeding.seed(catalog)
