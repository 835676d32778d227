/**
 * Teachers from ONNX files. {@code OnnxFile} reads and checks a file, {@code OnnxSession} runs it,
 * {@code Trial} checks its outputs for some samples before it may teach, and {@code OnnxTeacher} is
 * the teacher.
 */
package io.retort.teachers.onnx.model;
