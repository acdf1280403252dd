"""What a learner or a trainer is told, as marked text."""

from __future__ import annotations

from luban_xblocks.kit.words import N_

CLOSED = N_("The time for this task is over. Nothing was changed.")
NOT_NOW = N_("Nothing can be handed in now. This is how it stands.")
EMPTY = N_("There is nothing to hand in yet: add a text, a link or a file first.")
LINK_FIRST = N_("One of the links is no address of a page. Look at it and try again.")
NOT_WAITING = N_("It is marked already, or does not wait any more. This is how it stands.")
STAFF_ONLY = N_("Only a trainer can do this.")
NO_WORK = N_("This work does not wait any more: it was taken back, or its marks have been seen.")
LAST_TIME = N_("This was the last time that it could be handed in. Give marks.")
POINTS_MISSING = N_("%(title)s: give it points.")
POINTS_OUTSIDE = N_("%(title)s: a number from 0 to %(points)s.")
LEVEL_MISSING = N_("%(title)s: choose a level.")
COMMENT_MISSING = N_("Write what is to be improved: without it the trainee does not know where to begin.")
MARKED_NEXT = N_("The marks are given.")
RETURNED_NEXT = N_("The work was returned for improvement.")

TOO_LARGE = N_("%(name)s is too large: at most %(limit)s MB are taken.")
WRONG_TYPE = {
    "pictures": N_("%(name)s is no picture that is taken here. Pictures are JPEG, PNG or WebP."),
    "documents": N_("%(name)s is no document that is taken here. Documents are PDF, ODT, DOCX, ODS, XLSX, CSV or a plain text in UTF-8."),
    "both": N_("%(name)s is no file that is taken here. Pictures are JPEG, PNG or WebP; documents are PDF, ODT, DOCX, ODS, XLSX, CSV or a plain text in UTF-8."),
}  # fmt: skip
NO_ROOM = N_("There is room for %(most)s files only. Remove one to add another.")
TOO_OFTEN = N_("Too many files have been added to this task and removed again. Hand in those that are there.")
NO_KEEPER = N_("This server keeps no files.")
NO_TEXT = N_("There is no text yet.")
NO_LINKS = N_("There is no link yet.")
NO_FILES = N_("There is no file yet.")
NO_FILE = N_("This file is not here, or not yours to open.")
CHOOSE_FILE = N_("Choose a file first.")

KIND_WORDS = (
    ("pictures", N_("Pictures")),
    ("documents", N_("Documents")),
    ("both", N_("Pictures and documents")),
)
TAKEN = {
    "pictures": N_("JPEG, PNG or WebP"),
    "documents": N_("PDF, ODT, DOCX, ODS, XLSX, CSV or plain text"),
    "both": N_("JPEG, PNG or WebP; PDF, ODT, DOCX, ODS, XLSX, CSV or plain text"),
}
KILOBYTES = N_("%(number)s kB")
MEGABYTES = N_("%(number)s MB")
WHOLE = N_("The work as a whole")

SCRIPT_WORDS = {
    "saving": N_("Saving…"),
    "saved": N_("Saved at %(time)s"),
    "unsent": N_("Not saved: there is no connection. What you wrote is still here. Try again."),
    "unsaved": N_("Not saved yet: there is no connection. It will be tried again."),
    "failed": N_("Not saved: the service did not answer as expected. What you wrote is still here."),
    "reducing": N_("Making the picture smaller…"),
    "sending": N_("Sending: %(percent)s%%"),
    "cancel": N_("Stop"),
    "cancelled": N_("Stopped. Nothing was kept of %(name)s."),
    "again": N_("Try again"),
    "drop": N_("Leave it"),
    "lost": N_("%(name)s was not sent: there is no connection."),
    "added": N_("%(name)s is saved: %(size)s."),
    "reduced": N_("%(name)s is saved: %(size)s instead of %(before)s."),
    "count": N_("%(count)s of %(most)s"),
    "kilobytes": KILOBYTES,
    "megabytes": MEGABYTES,
}
"""What the script says when the server cannot."""
