from django.urls import path

from . import absences, views

app_name = "accounts"
urlpatterns = [
    path("preferences/", views.preferences, name="preferences"),
    path("absence/", absences.absence_list, name="absence_list"),
    path("absence/<int:pk>/delete/", absences.absence_delete, name="absence_delete"),
    path("switch/", views.switch, name="switch"),
]
