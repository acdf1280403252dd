"""What every floor may use: errors, time, ids, stored files, languages, safe HTML and text rules."""
