"""Modules that compute the same with what ONNX Runtime Web runs well. Each is held against its original by a test."""
