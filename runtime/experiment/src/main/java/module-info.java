import io.retort.core.plugin.SharedLibrary;
import io.retort.runtime.experiment.assembly.GuiceLibrary;
import io.retort.runtime.experiment.assembly.GuiceModules;
import io.retort.runtime.plugin.ExtensionType;

/** Wires and carries out runs, sweeps and labellings. */
module io.retort.runtime.experiment {
  requires transitive io.retort.runtime.configuration;
  requires transitive com.google.guice;
  requires io.retort.runtime.common;
  requires io.retort.runtime.report;
  requires io.retort.serving;
  requires com.fasterxml.jackson.databind;
  requires de.siegmar.fastcsv;
  requires org.apache.commons.statistics.distribution;
  requires static com.google.auto.service;
  // Guice reaches sun.misc.Unsafe, and an automatic module cannot ask for it.
  requires jdk.unsupported;

  exports io.retort.runtime.experiment;
  exports io.retort.runtime.experiment.extension;
  exports io.retort.runtime.experiment.labelling;
  exports io.retort.runtime.experiment.result;
  exports io.retort.runtime.experiment.settings;
  exports io.retort.runtime.experiment.sweep;

  // Guice makes the parts of a run.
  opens io.retort.runtime.experiment.assembly to
      io.retort.runtime.configuration,
      com.google.guice;

  // The record of the default backend.
  opens io.retort.runtime.experiment.context to
      io.retort.runtime.configuration;
  // The records of files that are read and written.
  opens io.retort.runtime.experiment to
      io.retort.runtime.configuration;
  opens io.retort.runtime.experiment.checkpoint to
      io.retort.runtime.configuration,
      com.fasterxml.jackson.databind;
  opens io.retort.runtime.experiment.detail to
      com.fasterxml.jackson.databind;
  opens io.retort.runtime.experiment.labelling to
      io.retort.runtime.configuration,
      com.fasterxml.jackson.databind;
  opens io.retort.runtime.experiment.outputs to
      io.retort.runtime.configuration,
      com.fasterxml.jackson.databind;
  opens io.retort.runtime.experiment.recording to
      com.fasterxml.jackson.databind;
  opens io.retort.runtime.experiment.result to
      com.fasterxml.jackson.databind;
  opens io.retort.runtime.experiment.sweep to
      io.retort.runtime.configuration,
      com.fasterxml.jackson.databind;

  // What plugins bring besides: bindings of the run.
  uses com.google.inject.Module;

  provides ExtensionType with
      GuiceModules;
  provides SharedLibrary with
      GuiceLibrary;
}
