import csv


def test_real_leads_can_be_read(real_data):
    with (real_data / "xeducation" / "leads.csv").open() as leads:
        assert next(csv.reader(leads))[0] == "Prospect ID"
