"""Portable XBlocks of Luban LMS. They run in Luban LMS, in Open edX and in xblock-sdk's workbench."""
