"""Modules to ONNX files."""
