"""The XBlock host: blocks are built, rendered and handled here. No Flask."""
