"""One folder for each family of models: what is read, which graphs it becomes, and what the manifest says of it."""
