/** Compute backends that run on the processor. */
module io.retort.backends.cpu {
  requires io.retort.core;
  requires org.deeplearning4j;
  requires static com.google.auto.service;
}
