/** Teachers that are no Retort network: ONNX files, trees, support vector machines, recordings. */
module io.retort.teachers {
  requires io.retort.core;
  requires static com.google.auto.service;
}
