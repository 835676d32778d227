/** Runs for TensorBoard to show: event files that grow while a run goes on. */
module io.retort.runtime.tensorboard {
  requires transitive io.retort.runtime.experiment;
  requires io.retort.runtime.common;
  requires com.google.protobuf;

  exports io.retort.runtime.tensorboard;

  // Guice makes the listener.
  opens io.retort.runtime.tensorboard to
      com.google.guice;
}
