from django.urls import path

from .views import definitions, draft, model, publishing

app_name = "frameworks_app"
urlpatterns = [
    path("draft/<slug:part>/", draft.draft, name="draft"),
    path("", model.model, name="model"),
    path("doubts/", model.draft_doubts, name="draft_doubts"),
    path("versions/<int:number>/", model.version, name="version"),
    path("versions/<int:number>/document.json", model.version_document, name="version_document"),
    path("definitions/", definitions.definition_list, name="definition_list"),
    path("definitions/<slug:kind>/<slug:key>/", definitions.definition, name="definition"),
    path("compare/", model.compare, name="compare"),
    path("publish/", publishing.publish, name="publish"),
    path("restore/<int:number>/", publishing.restore, name="restore"),
    path("roll-back/<int:number>/", publishing.roll_back, name="roll_back"),
    path("discard/", publishing.discard, name="discard"),
]
