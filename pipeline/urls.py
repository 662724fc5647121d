from django.urls import path

from .views import call, calls, jobs, lead, lead_actions, lead_form, leads, queue

app_name = "pipeline"
urlpatterns = [
    path("", queue.queue, name="queue"),
    path("leads/", leads.lead_list, name="lead_list"),
    path("leads/new/", lead_form.lead_create, name="lead_create"),
    path("leads/new/companies/", lead_form.company_find, name="company_find"),
    path("leads/<int:pk>/", lead.lead_detail, name="lead_detail"),
    path("leads/<int:pk>/activity/", lead.lead_activity, name="lead_activity"),
    path("leads/<int:pk>/why/", lead.lead_why, name="lead_why"),
    path("leads/<int:pk>/changes/", lead.lead_changes, name="lead_changes"),
    path("leads/<int:pk>/edit/", lead_form.lead_edit, name="lead_edit"),
    path("leads/<int:pk>/take/", lead_actions.lead_take, name="lead_take"),
    path("leads/<int:pk>/assign/", lead_actions.lead_assign, name="lead_assign"),
    path("leads/<int:pk>/move/", lead_actions.lead_move, name="lead_move"),
    path("leads/<int:pk>/notes/new/", lead_actions.lead_note, name="lead_note"),
    path("leads/<int:pk>/follow-ups/new/", lead_actions.lead_follow_up, name="lead_follow_up"),
    path("leads/<int:pk>/signals/new/", lead_actions.lead_signal, name="lead_signal"),
    path("leads/<int:pk>/people/new/", lead_actions.lead_stakeholder, name="lead_stakeholder"),
    path("leads/<int:pk>/status/", lead_actions.lead_override, name="lead_override"),
    path("leads/<int:pk>/status/lift/", lead_actions.lead_lift, name="lead_lift"),
    path("follow-ups/<int:pk>/done/", lead_actions.follow_up_done, name="follow_up_done"),
    path("calls/", calls.call_list, name="call_list"),
    path("leads/<int:pk>/call/", call.call_start, name="call_start"),
    path("calls/<int:pk>/", call.call, name="call"),
    path("calls/<int:pk>/answer/", call.call_answer, name="call_answer"),
    path("calls/<int:pk>/note/", call.call_note, name="call_note"),
    path("calls/<int:pk>/person/", call.call_person, name="call_person"),
    path("calls/<int:pk>/language/", call.call_language, name="call_language"),
    path("calls/<int:pk>/revision/", call.call_revision, name="call_revision"),
    path("calls/<int:pk>/end/", call.call_end, name="call_end"),
    path("jobs/<int:pk>/", jobs.job_detail, name="job_detail"),
    path("jobs/<int:pk>/file/<str:kind>/", jobs.job_file, name="job_file"),
]
