"""What an operator may write on a video."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qulive.aliyun.vod import REASON_MAX_BYTES
from qulive.backoffice.base import LongText
from qulive.backoffice.cells import web_url
from videos.models import Video

# What most rejections are for; an operator may write anything else.
COMMON_REASONS: Final = (
    gettext_lazy("Sexual content"),
    gettext_lazy("Violence"),
    gettext_lazy("Advertising"),
    gettext_lazy("Infringes copyright"),
    gettext_lazy("Insults people"),
    gettext_lazy("Poor picture or sound"),
)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("reason"),
        error_messages={"required": gettext_lazy("Say why: the reason is kept, and VOD is told.")},
    )

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"]
        if (count := len(reason.encode())) > REASON_MAX_BYTES:
            too_long = _("Too long: %(count)d bytes, and VOD takes %(most)d (a Chinese character is 3).")
            raise forms.ValidationError(too_long % {"count": count, "most": REASON_MAX_BYTES})
        return reason


class VideoForm(forms.ModelForm[Video]):
    class Meta:
        widgets = {"description": LongText(attrs={"rows": 3})}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "category_id" in self.fields:
            self.fields["category_id"].required = False

    def clean_category_id(self) -> int:
        return self.cleaned_data["category_id"] or 0

    def clean_cover_url(self) -> str:
        url: str = self.cleaned_data["cover_url"]
        if url and (not web_url(url) or url.startswith("/")):
            raise forms.ValidationError(_("Enter an address that begins with http:// or https://."))
        return url

    def facts(self) -> dict[str, Any]:
        """Return what was changed, and nothing else: an event may have changed the rest meanwhile."""
        return {name: self.cleaned_data[name] for name in self.changed_data}
