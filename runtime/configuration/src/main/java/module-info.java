/** Binds configurations to records, and describes the records of plugins. */
module io.retort.runtime.configuration {
  requires transitive io.retort.runtime.plugin;
  requires io.retort.runtime.common;
  requires com.fasterxml.jackson.databind;
  requires org.snakeyaml.engine;

  exports io.retort.runtime.configuration;
  exports io.retort.runtime.configuration.json;
  exports io.retort.runtime.configuration.report;
}
