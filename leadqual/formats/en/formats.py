# English is read in many countries: a date in figures would be another day in half of them.
SHORT_DATE_FORMAT = "N j, Y"
SHORT_DATETIME_FORMAT = "N j, Y, P"
