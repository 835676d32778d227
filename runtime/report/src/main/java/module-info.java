/** Reports of runs and sweeps: pages that are made of the files of their folders. */
module io.retort.runtime.report {
  requires transitive io.retort.core;
  requires io.retort.runtime.common;
  requires com.fasterxml.jackson.databind;
  requires com.j2html;
  requires de.siegmar.fastcsv;
  requires org.apache.commons.statistics.distribution;
  requires org.jline.terminal;

  exports io.retort.runtime.report;
  exports io.retort.runtime.report.text;
}
