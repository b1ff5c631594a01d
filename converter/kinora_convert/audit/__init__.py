"""Whether ONNX Runtime Web can run a graph, and what it needs for it."""
