/** An HTTP server for a saved student: the Open Inference Protocol, and raw rows as JSON. */
module io.retort.runtime.server {
  requires transitive io.retort.serving;
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.jr.ob;
  requires io.prometheus.metrics.config;
  requires io.prometheus.metrics.core;
  requires io.prometheus.metrics.model;
  requires io.prometheus.writer.text;
  requires io.retort.runtime.common;
  requires java.desktop;
  requires org.eclipse.jetty.server;

  exports io.retort.runtime.server;
}
