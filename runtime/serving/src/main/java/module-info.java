/** Reads saved networks, and predicts with students. */
module io.retort.runtime.serving {
  requires transitive io.retort.runtime.plugin;
  requires io.retort.runtime.common;
  requires io.retort.runtime.configuration;
  requires com.fasterxml.jackson.databind;

  exports io.retort.runtime.serving.model;
  exports io.retort.runtime.serving;

  // The record of the default backend.
  opens io.retort.runtime.serving to
      io.retort.runtime.configuration;
}
