/** The command line of Retort. */
module io.retort.app {
  requires io.retort.runtime.common;
  requires io.retort.runtime.experiment;
  requires io.retort.runtime.prediction;
  requires io.retort.runtime.report;
  requires io.retort.runtime.server;
  requires io.retort.runtime.tensorboard;
  requires com.samskivert.jmustache;
  requires info.picocli;
  requires java.compiler;
  requires java.desktop;
  requires org.jline.terminal;
  requires xchart;

  // picocli makes the commands and fills their fields.
  opens io.retort.app to
      info.picocli;
}
