import io.retort.backends.cpu.dl4j.Dl4jProvider;
import io.retort.backends.cpu.dl4j.Dl4jZipImporterProvider;
import io.retort.backends.cpu.dl4j.Dl4jZipProvider;
import io.retort.backends.cpu.onednn.OneDnnProvider;
import io.retort.core.backend.BackendProvider;
import io.retort.core.export.ExporterProvider;
import io.retort.core.importer.ImporterProvider;

/**
 * Compute backends that run on the processor, and losses that ND4J differentiates. ND4J's types
 * appear in the expressions of such losses.
 */
module io.retort.backends.cpu {
  requires transitive io.retort.core;
  requires com.sun.jna;
  requires org.bytedeco.dnnl;
  requires org.bytedeco.opencl;
  requires transitive org.deeplearning4j;
  requires org.slf4j;
  requires static com.google.auto.service;

  exports io.retort.backends.cpu;
  exports io.retort.backends.cpu.samediff;

  provides BackendProvider with
      Dl4jProvider,
      OneDnnProvider;
  provides ExporterProvider with
      Dl4jZipProvider;
  provides ImporterProvider with
      Dl4jZipImporterProvider;
}
