import pytest

from pipeline.capture.importing import import_file

LEADS = """
source: crm
row: lead
dates: {format: "%d.%m.%Y", time_zone: Europe/Warsaw}
attributes:
  - {key: crm_plan, entity: lead, value_type: choice, choices: [Basic, Pro]}
fields:
  external_id: Id
  occurred_at: Came
  owner: Owner
  company.name: Company
  company.domain: Web
  company.employees: People
  contact.name: Name
  contact.email: Mail
  lead.title: Title
  lead.crm_plan: Plan
answers:
  budget:
    column: Budget
    ratings:
      "yes": {rating: 3, because: they set money aside}
      "no": {rating: 1, because: it would have to be found}
      unknown: {rating: null, because: asked and not answered}
outcome:
  stage: {column: Status, values: {Won: won, Lost: lost, Open: null}}
  at: Closed
"""


@pytest.fixture(autouse=True)
def _ground(db, shipped):
    """Every import stands on the shipped definitions."""


@pytest.fixture
def run(tmp_path):
    """Import a text under a mapping; the mapping of leads above unless another is given."""

    def run(text, mapping=LEADS, **options):
        file, rules = tmp_path / "file.csv", tmp_path / "rules.yml"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        rules.write_text(mapping)
        _table, report = import_file(path=file, mapping=rules, **options)
        return report

    return run


def numbers(report):
    return report.created, report.updated, report.unchanged, len(report.rejected)
