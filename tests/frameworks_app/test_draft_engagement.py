"""Signal types and levels on the page of engagement."""

from frameworks_app.models import ScoringSettings, SignalType
from tests.frameworks_app.draft_pages import opened, place_of, problems, save, send


def test_signal_types_are_edited_as_a_table(ada):
    data = opened(ada, "engagement")
    webinar = place_of(data, SignalType, "types-", key="webinar_attended")
    response = send(
        ada,
        "engagement",
        data
        | {
            f"{webinar}-points": "30",
            f"{webinar}-half_life": "",
            f"{webinar}-position": "1",
            "types-0-position": "2",
            "types-90-id": "",
            "types-90-name_en": "Webinar attended",
            "types-90-kind": "interest",
            "types-90-points": "5",
            "types-90-cap": "5",
            "types-90-is_active": "on",
            "levels-level_2": "20",
        },
    )
    assert response.status_code == 302
    stored = SignalType.objects.get(key="webinar_attended")
    assert (stored.points, stored.half_life, stored.position) == (30, None, 1)
    new = SignalType.objects.get(key="webinar_attended_2")
    assert (str(new), new.cap, SignalType.objects.last()) == ("Webinar attended", 5, new)
    assert ScoringSettings.objects.get().level_2 == 20


def test_limits_of_signals_and_levels(ada):
    changes = {"types-0-points": "-100001", "types-0-half_life": "3651", "types-1-half_life": "0", "types-1-cap": ""}
    response = save(ada, "engagement", **changes, **{"levels-level_3": "10"})
    first, second = SignalType.objects.all()[:2]
    assert problems(response) == [
        ("", "Engagement level 3 from", "Level 3 begins above level 2."),
        (str(first), "Points", "Ensure this value is greater than or equal to -100000."),
        (str(first), "Half-life, days", "Ensure this value is less than or equal to 3650."),
        (str(second), "Cap", "This field is required."),
        (str(second), "Half-life, days", "Ensure this value is greater than or equal to 1."),
    ]
