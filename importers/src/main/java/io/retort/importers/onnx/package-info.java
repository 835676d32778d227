/**
 * ONNX models as networks: those whose operators are Retort's layers, such as the exporter {@code
 * onnx} writes with {@code inputs: prepared}, and most that PyTorch's exporter makes of networks of
 * dense layers and convolutions.
 */
package io.retort.importers.onnx;
