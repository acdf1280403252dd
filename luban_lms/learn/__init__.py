"""The trainee: home, course, unit, progress."""
