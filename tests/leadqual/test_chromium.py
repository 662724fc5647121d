def test_a_person_opens_a_page(page, shots):
    page.set_content("<title>Queue</title><p>Next: Ada Lovelace</p>")
    assert page.title() == "Queue"
    assert shots(page, "test_chromium").read_bytes()[:4] == b"\x89PNG"
