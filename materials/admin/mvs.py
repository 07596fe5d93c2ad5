from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from materials import seeding
from materials.admin.packages import MaterialPage
from materials.models import Mv, MvAspect
from materials.resources import MvResource
from qulive.backoffice.base import EditedRows, RowsFormSet
from qulive.backoffice.files import CatalogFiles
from qulive.backoffice.previews import thumbnail

ASPECTS = MvAspect.Aspect


class FixedAspect(forms.TextInput):
    """A shape as a text: each has a row of its own."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        hidden = forms.HiddenInput().render(name, value, attrs, renderer)
        label = ASPECTS(int(value)).label if str(value).isdecimal() and int(value) in ASPECTS else ""
        return format_html("<strong>{}</strong>{}", label, hidden)


class AspectForm(forms.ModelForm[MvAspect]):
    class Meta:
        widgets = {"aspect": FixedAspect}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        # Of a file elsewhere we know no digest, and an upload gets its own when it is saved.
        if "package" in self.changed_data:
            self.instance.md5 = ""
        return cleaned


class AspectFormSet(RowsFormSet):
    """A form for each shape, whether the MV has a package for it or not yet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        has = set(self.queryset.values_list("aspect", flat=True)) if self.instance.pk else set()
        missing = [aspect for aspect in ASPECTS.values if aspect not in has]
        self.extra = len(missing)
        self.initial_extra = [{"aspect": aspect} for aspect in missing]


class AspectRows(CatalogFiles, EditedRows[MvAspect, Mv]):
    model = MvAspect
    table = seeding.MVS.within
    form = AspectForm
    formset = AspectFormSet
    fields = ("aspect", "package")
    max_num = len(ASPECTS)

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "aspect":
            kwargs["widget"] = FixedAspect()
        return super().formfield_for_choice_field(db_field, request, **kwargs)


@admin.register(Mv)
class MvPage(MaterialPage[Mv]):
    table = seeding.MVS
    resource_classes = [MvResource]
    inlines = (AspectRows,)
    list_display = ("picture", "name", "number", "duration", "shapes", "is_published")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "name",
                    "icon",
                    "preview_picture",
                    "preview_video",
                    "duration",
                    "is_published",
                )
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Mv]:
        return super().get_queryset(request).prefetch_related("aspects")

    @admin.display(description=gettext_lazy("preview"))
    def picture(self, row: Mv) -> SafeString:
        return thumbnail(row.preview_video, row.preview_picture, row.icon)

    @admin.display(description=gettext_lazy("shapes"))
    def shapes(self, row: Mv) -> str:
        return ", ".join(str(aspect) for aspect in row.aspects.all())
