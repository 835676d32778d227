/**
 * Teachers from ONNX files. {@code OnnxFile} reads and checks a file, {@code OnnxSession} runs it,
 * {@code Trial} asks it about some samples before it may teach, and {@code OnnxTeacher} answers.
 */
package io.retort.teachers.onnx.model;
