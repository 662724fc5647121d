"""Migrations that make all tables of an app at once, where a chain of many would take an empty database a minute."""


class AllAtOnce:
    """Mixed into a migration whose operations say each model once, as it is at the end.

    Django draws every model that hangs on another anew after each operation, which is nearly all of the time that
    many small ones take. Here nothing is drawn before the last model has been said; then each table is made as it is.
    """

    def apply(self, project_state, schema_editor, collect_sql=False):
        before = project_state.clone()
        project_state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(self.app_label, project_state)
        for operation in self.operations:
            operation.database_forwards(self.app_label, schema_editor, before, project_state)
        return project_state
