package io.retort.teachers.onnx.model;

/** One output of a model: the shape, and the values in row-major order. */
record OutputValues(long[] shape, float[] values) {}
