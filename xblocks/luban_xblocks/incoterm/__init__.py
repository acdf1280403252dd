"""Incoterms 2020: which of the eleven rules the facts of a sale call for, and who bears the risk on the way."""
