"""Files that an import read or that a job has made: nobody is taken out of a file, so it goes as a whole."""

import re
import zipfile
from io import BytesIO

from pipeline.models import JobFile

# The files are text in whatever encoding somebody's office wrote; a name is found in the one that is right.
ENCODINGS = ("utf-8", "utf-16", "cp1250", "cp1252", "cp1251", "gb18030")
TAGS = re.compile(r"<[^>]*>")


def erase_files(identity):
    """Delete the files in which the person is; what the job counted stays."""
    found = [
        file.pk
        for file in JobFile.objects.order_by("pk").iterator(chunk_size=1)
        if file.job_id in identity.jobs or is_in(identity, file)
    ]
    return JobFile.objects.filter(pk__in=found).delete()[0]


def is_in(identity, file):
    texts = texts_of(bytes(file.content))
    return identity.everywhere.are_in(file.name) or any(names_them(identity, text) for text in texts)


def names_them(identity, text):
    """By what is theirs alone, or by all words of a name in one row, as where first and last name are two columns."""
    return identity.everywhere.are_in(text) or any(
        all(word in row for word in words) for words in identity.full_names for row in text.lower().splitlines()
    )


def texts_of(content):
    if zipfile.is_zipfile(BytesIO(content)):
        yield in_workbook(content)
        return
    for encoding in ENCODINGS:
        yield content.decode(encoding, "ignore")


def in_workbook(content):
    """All words of a workbook as one row: its cells are kept apart from their rows."""
    with zipfile.ZipFile(BytesIO(content)) as book:
        parts = [book.read(name).decode("utf-8", "ignore") for name in book.namelist() if name.endswith(".xml")]
    return TAGS.sub(" ", " ".join(parts)).replace("\n", " ")
