/** Teachers that are no Retort network: ONNX files, trees, support vector machines, recordings. */
package io.retort.teachers;
