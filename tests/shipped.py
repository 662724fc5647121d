"""The shipped definitions, stages and a published version, in every test that has a database."""


def load_shipped():
    # Here and not above: this file is read before Django is set up.
    from frameworks_app.actions.packs import load_pack
    from frameworks_app.actions.publish import publish
    from pipeline.actions.packs import load_pipeline_packs

    load_pack("shipped")
    load_pipeline_packs()
    return publish(by=None, note="Shipped definitions")
