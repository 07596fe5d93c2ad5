from materials import seeding
from qulive.management.seed import SeedCommand


class Command(SeedCommand):
    help = "Create or change fonts, stickers, captions, front stickers and MVs: all of a catalog, or nothing."
    example = "manage.py seed_materials materials/sample --dry-run"
    version = "materials"
    tables = seeding.TABLES
    read_from = staticmethod(seeding.read_from)
