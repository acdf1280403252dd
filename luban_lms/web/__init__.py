"""What every surface shares: errors, sign-in, permission, languages, the base design, XBlock routes."""
