/**
 * Teachers from ONNX files. {@code OnnxModelFile} reads and checks a file, {@code OnnxSession} runs
 * it, {@code TrialRun} checks its outputs for some samples before it may teach, and {@code
 * OnnxTeacher} is the teacher.
 */
package io.retort.teachers.onnx.model;
