/**
 * Students as ONNX models (<a href="https://onnx.ai/onnx/operators/">operators</a>): opset 17, and
 * 3 of {@code ai.onnx.ml}, which ONNX Runtime reads from its version 1.12 on.
 */
package io.retort.exporters.onnx;
