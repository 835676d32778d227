/** Finds plugins, binds configurations and wires runs. */
module io.retort.runtime {
  requires transitive io.retort.core;
  requires com.google.guice;
  requires com.fasterxml.jackson.databind;
  requires org.snakeyaml.engine;
  requires org.apache.commons.statistics.distribution;
  // Guice reaches sun.misc.Unsafe, and an automatic module cannot ask for it.
  requires jdk.unsupported;
}
