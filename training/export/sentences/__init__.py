"""Lists that a pack reads sentences by."""
