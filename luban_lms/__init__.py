"""Luban LMS: a learning platform on Flask that hosts XBlocks, with one course in four languages.

The floors, from the ground up; a room may use the rooms below it and never its neighbours:

    config → lib                                      settings; errors, clock, ids, blobs, text
    db · olx · blocks                                 storage; the OLX format; the standard vocabulary
    accounts → courses · orgs → enrollment · learner_state → grading
    runtime                                           the XBlock host; no Flask at or below this line
    web                                               what surfaces share
    portal · learn · teach · admin · api              surfaces, one audience each
    cli · tables · demo → app → wsgi                  commands, every table, the composition root
"""

__version__ = "0.1.0"
