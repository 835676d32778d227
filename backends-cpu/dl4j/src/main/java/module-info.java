import io.retort.backends.cpu.dl4j.Dl4jProvider;
import io.retort.backends.cpu.dl4j.Dl4jZipImporterProvider;
import io.retort.backends.cpu.dl4j.Dl4jZipProvider;
import io.retort.backends.cpu.dl4j.Nd4jSharedLibrary;
import io.retort.core.backend.BackendProvider;
import io.retort.core.export.ExporterProvider;
import io.retort.core.importer.ImporterProvider;
import io.retort.core.plugin.SharedLibrary;

/**
 * What runs on Deeplearning4j: the compute backend that is the reference for others, its files, and
 * losses that ND4J differentiates. ND4J's types appear in the expressions of such losses.
 */
module io.retort.backends.cpu.dl4j {
  requires transitive io.retort.core;
  requires io.retort.backends.cpu.natives;
  requires transitive org.deeplearning4j;
  requires static com.google.auto.service;

  exports io.retort.backends.cpu.dl4j.configuration;
  exports io.retort.backends.cpu.dl4j.samediff;

  provides BackendProvider with
      Dl4jProvider;
  provides ExporterProvider with
      Dl4jZipProvider;
  provides ImporterProvider with
      Dl4jZipImporterProvider;
  provides SharedLibrary with
      Nd4jSharedLibrary;
}
