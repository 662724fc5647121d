"""How large a file may be; beyond, it is refused before it can fill the machine."""

MEGABYTE = 1024**2
MOST_BYTES = 200 * MEGABYTE
# Of a file that comes through a page and waits in the database.
MOST_UPLOADED = 50 * MEGABYTE
MOST_COLUMNS = 500
MOST_ROWS = 1_000_000
MOST_CHARACTERS = 100_000
# Of a workbook, unpacked: all its parts, and the texts that have to be held at once.
MOST_UNPACKED = 1024 * MEGABYTE
MOST_SHARED_TEXT = 150 * MEGABYTE
MOST_PARTS = 5_000
MOST_SECONDS = 600
