"""What the pages of categories and of packages have in common."""

from typing import Any, ClassVar, TypeVar
from urllib.parse import urlsplit

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from materials.models.material import Category, Material, Package
from qulive.backoffice.base import EditedRows
from qulive.backoffice.files import CatalogFiles
from qulive.backoffice.numbering import NumberedPage
from qulive.backoffice.previews import thumbnail

AnyMaterial = TypeVar("AnyMaterial", bound=Material)
AnyCategory = TypeVar("AnyCategory", bound=Category)
AnyPackage = TypeVar("AnyPackage", bound=Package)


class MaterialPage(NumberedPage[AnyMaterial]):
    version = "materials"
    list_display: Any = ("picture", "name", "number", "is_published")
    list_display_links = ("name",)
    search_fields = ("name", "=id")
    rarely_changed: ClassVar[Any] = ("sort", "level")

    @admin.display(description=gettext_lazy("preview"))
    def picture(self, row: AnyMaterial) -> SafeString:
        return thumbnail(row.icon)


class CategoryPage(MaterialPage[AnyCategory]):
    """A drawer, its packages on the same page, and what apps make of it."""

    list_display: Any = ("picture", "name", "number", "count", "in_apps", "is_published")
    fieldsets = ((None, {"fields": ("name", "description", "icon", "is_published")}),)

    def get_queryset(self, request: HttpRequest) -> QuerySet[AnyCategory]:
        categories: QuerySet[AnyCategory] = super().get_queryset(request)
        return categories.annotate(count=Count("packages"))  # type: ignore[return-value]  # the same, and more

    @admin.display(description=gettext_lazy("packages"), ordering="count")
    def count(self, category: AnyCategory) -> SafeString:
        """How many there are, and the way to their list, where they are dragged into order."""
        packages = self.model._meta.get_field("packages").related_model._meta  # type: ignore[union-attr]  # a model
        url = reverse(f"admin:{packages.app_label}_{packages.model_name}_changelist")
        return format_html(
            '<a class="text-primary-600 dark:text-primary-500" href="{}?category__id__exact={}">{}</a>',
            url,
            category.pk,
            category.count,  # type: ignore[attr-defined]  # annotated above
        )

    @admin.display(description=gettext_lazy("in apps"))
    def in_apps(self, category: AnyCategory) -> SafeString:
        return format_html(
            '<a class="catalog-phone-link" href="{}">'
            '<span class="material-symbols-outlined">smartphone</span> {}</a>',
            reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_phone", args=[category.pk]),
            _("Look"),
        )

    def get_readonly_fields(self, request: HttpRequest, obj: AnyCategory | None = None) -> Any:
        return (*super().get_readonly_fields(request, obj), "in_apps") if obj else ()

    def get_fieldsets(self, request: HttpRequest, obj: AnyCategory | None = None) -> Any:
        first, *others = super().get_fieldsets(request, obj)
        if obj:
            first = (first[0], {**first[1], "fields": (*first[1]["fields"], "in_apps")})
        return (first, *others)

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_phone"
        view = self.admin_site.admin_view(self.phone_view)
        return [path("<int:object_id>/phone/", view, name=name), *super().get_urls()]

    def phone_view(self, request: HttpRequest, object_id: int) -> TemplateResponse:
        """Show the page that apps open for a category, as wide as a phone."""
        category = self.get_object(request, str(object_id))
        if category is None:
            raise Http404
        if not self.has_view_permission(request, category):
            raise PermissionDenied
        page = urlsplit(category.preview_url)
        context = {
            **self.admin_site.each_context(request),
            "title": category.name,
            "category": category,
            "page": f"{page.path}?{page.query}",
            "opts": self.opts,
        }
        return TemplateResponse(request, "materials/phone.html", context)


class PackageRows(CatalogFiles, EditedRows[AnyPackage, AnyCategory]):
    """The packages of a category, on its page."""

    fields: ClassVar[Any] = ("name", "icon", "preview", "package", "sort", "is_published")
    ordering = ("-sort", "pk")

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """A new category begins with a row to fill in."""
        return 0 if obj else 1

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field is not None:
            # Asked for once, and not once for every row.
            field.choices = list(field.choices)  # type: ignore[arg-type]  # of rows, not of a callable
        return field


class PackagePage(MaterialPage[AnyPackage]):
    list_display: Any = ("picture", "name", "number", "is_published")
    fieldsets = ((None, {"fields": ("name", "description", "icon", "preview", "package", "is_published")}),)
    rarely_changed = ("sort", "duration", "aspect", "font")

    @admin.display(description=gettext_lazy("preview"))
    def picture(self, row: AnyPackage) -> SafeString:
        return thumbnail(row.preview, row.icon)


class KeptInCategories(PackagePage[AnyPackage]):
    """Packages that lie in categories, and have their order there."""

    list_filter = ("is_published", "category")
    list_display: Any = ("picture", "name", "number", "category", "is_published")
    list_select_related: ClassVar[Any] = ("category",)
    autocomplete_fields = ("category",)

    def get_fieldsets(self, request: HttpRequest, obj: AnyPackage | None = None) -> Any:
        (title, main), *others = super().get_fieldsets(request, obj)
        return ((title, {**main, "fields": ("category", *main["fields"])}), *others)

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        return ("category", *super().get_ordering(request))

    def neighbours(self, row: AnyPackage) -> QuerySet[AnyPackage]:
        return super().neighbours(row).filter(category=row.category_id)  # type: ignore[attr-defined]  # all have one
