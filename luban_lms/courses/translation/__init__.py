"""One course, many languages: what is text, the PO catalogues that translate it, and how far they are."""
