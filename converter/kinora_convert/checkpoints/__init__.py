"""Where weights come from: names, shapes and types at once, values one tensor at a time."""
