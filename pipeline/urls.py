from django.urls import path

from .views import call

app_name = "pipeline"
urlpatterns = [
    path("leads/<int:pk>/call/", call.call_start, name="call_start"),
    path("calls/<int:pk>/", call.call, name="call"),
    path("calls/<int:pk>/answer/", call.call_answer, name="call_answer"),
    path("calls/<int:pk>/note/", call.call_note, name="call_note"),
    path("calls/<int:pk>/person/", call.call_person, name="call_person"),
    path("calls/<int:pk>/language/", call.call_language, name="call_language"),
    path("calls/<int:pk>/revision/", call.call_revision, name="call_revision"),
    path("calls/<int:pk>/end/", call.call_end, name="call_end"),
]
