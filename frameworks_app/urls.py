from django.urls import path

from .views import model

app_name = "frameworks_app"
urlpatterns = [
    path("", model.model, name="model"),
]
