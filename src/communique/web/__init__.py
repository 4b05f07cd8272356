"""The reading room: the ledger as pages to look at, and as an HTTP API.

One file for each kind of page in `routes`, a template for each beside it in `templates`. Nothing here knows what a
record means or how a ledger keeps it; nothing but escaped text of a page is ever shown.
"""
