from django.http import QueryDict
from django.shortcuts import render

from pipeline.forms.hand_offs import HandOffFilter
from pipeline.reports.hand_offs import NEWEST, hand_offs_of, in_words, left_of, shown, state_of
from pipeline.reports.keyset import turn


def hand_off_list(request):
    user = request.user
    form = HandOffFilter(request.GET, user=user)
    said = form.said()
    page = turn(shown(hand_offs_of(user, **said)), NEWEST, request.GET.get("page", ""))
    context = {
        "form": form,
        "is_narrowed": bool(said),
        "rows": [row_of(each) for each in page.rows],
        "turn": {
            "previous_url": page_address(request, page.previous),
            "next_url": page_address(request, page.next),
        },
    }
    return render(request, "pipeline/hand_off_list.html", context)


def row_of(hand_off):
    return {"hand_off": hand_off, "state": state_of(hand_off), "words": in_words(hand_off), "left": left_of(hand_off)}


def page_address(request, token):
    if not token:
        return ""
    query = QueryDict(mutable=True)
    query.update({name: value for name, value in request.GET.items() if value and name != "page"} | {"page": token})
    return f"?{query.urlencode()}"
