"""What the catalogs hold, and how much room it takes."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.core.cache import cache
from django.core.files.storage import FileSystemStorage
from django.db.models import Count, FileField, Model, Q
from django.urls import reverse

from materials.models import Caption, Font, FrontSticker, Mv, MvAspect, Sticker
from music.models import Track
from qulive.storage import URL_SCHEMES

MODELS: Final[tuple[type[Model], ...]] = (Sticker, Caption, FrontSticker, Mv, Font, Track)
# What lies in files of another model than the one it is listed under.
PARTS: Final[dict[type[Model], tuple[type[Model], ...]]] = {Mv: (MvAspect,)}
# Seconds that a sum of file sizes is good for.
FRESH: Final = 600


@dataclass(frozen=True, slots=True)
class Stock:
    """A catalog's rows, those that apps see, and the bytes of its files; None where the sum would be dear."""

    title: str
    total: int
    published: int
    size: int | None
    url: str


def stock(model: type[Model]) -> Stock:
    rows: Any = model._default_manager
    counts = rows.aggregate(total=Count("pk"), seen=Count("pk", filter=Q(pk__in=rows.published())))
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    key = f"catalog-bytes-{model._meta.label}"
    size = cache.get_or_set(key, lambda: size_of(model), FRESH)
    return Stock(str(model._meta.verbose_name_plural), counts["total"], counts["seen"], size, url)


def size_of(catalog: type[Model]) -> int | None:
    """Add up a catalog's files on this machine's disk; an object store would have to be asked for each."""
    total = 0
    for model in (catalog, *PARTS.get(catalog, ())):
        for field in (field for field in model._meta.fields if isinstance(field, FileField)):
            if not isinstance(field.storage, FileSystemStorage):
                return None
            names = set(model._default_manager.values_list(field.name, flat=True))
            total += sum(size_on_disk(field.storage, name) for name in names if name)
    return total


def size_on_disk(storage: FileSystemStorage, name: str) -> int:
    """Return a file's bytes; none for what lies elsewhere, or is missing."""
    if name.startswith(URL_SCHEMES):
        return 0
    path = Path(storage.path(name))
    return path.stat().st_size if path.is_file() else 0
