/** The configuration of teachers from ONNX files. */
package io.retort.teachers.onnx;
