"""Categories: three levels, at most 100 children each (`contract/vod.md` §A)."""

from typing import Any

from sandbox import limits
from sandbox.models import Category
from sandbox.rpc.call import Call
from sandbox.rpc.errors import ApiError


def get(call: Call) -> dict[str, Any]:
    """Answer a category and one page of its children; -1 is the root above all."""
    parameters = call.parameters
    parent = _parent(parameters.number("CateId", -1, low=-1, high=limits.LARGEST_NUMBER))
    size = parameters.number("PageSize", 10, low=1, high=100)
    first = size * (parameters.number("PageNo", 1, low=1, high=1 << 31) - 1)
    children = Category.objects.filter(parent=parent).order_by("pk")
    answer: dict[str, Any] = {
        "SubCategories": {"Category": [_described(one) for one in children[first : first + size]]},
        "SubTotal": children.count(),
    }
    if parent is not None:
        answer["Category"] = _described(parent)
    return answer


def add(call: Call) -> dict[str, Any]:
    call.parameters.required("CateName")
    parent = _parent(call.parameters.number("ParentId", -1, low=-1, high=limits.LARGEST_NUMBER))
    level = parent.level + 1 if parent else 0
    if level >= limits.CATEGORY_DEPTH:
        raise ApiError("CategoryLevelExceededMax")
    if Category.objects.filter(parent=parent).count() >= limits.CATEGORY_CHILDREN:
        raise ApiError("SubCategoriesExceededMax")
    name = call.parameters.plain("CateName", most=limits.CATEGORY_NAME)
    return {"Category": _described(Category.objects.create(name=name, parent=parent, level=level))}


def _parent(cate_id: int) -> Category | None:
    if cate_id == -1:
        return None
    found = Category.objects.filter(pk=cate_id).first()
    if found is None:
        raise ApiError("InvalidCategory.NotFound")
    return found


def _described(category: Category) -> dict[str, Any]:
    return {
        "CateId": category.pk,
        "CateName": category.name,
        "Level": category.level,
        "ParentId": category.parent_id or -1,
        "Type": "default",
        "SubTotal": category.children.count(),
    }
