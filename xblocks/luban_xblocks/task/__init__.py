"""The practical task: done at the bench or in a shop, handed in, marked by a trainer with a rubric."""
