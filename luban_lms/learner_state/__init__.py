"""What each learner did: state of blocks, completion, and the journal."""
