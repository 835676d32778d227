package io.retort.backends.cpu.dl4j;

import io.retort.backends.cpu.Dl4jZipFile;
import io.retort.core.RetortException;
import io.retort.core.importer.Importer;
import io.retort.core.network.SavedNetwork;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Reads a MultiLayerNetwork or ComputationGraph from the zip of {@code ModelSerializer}. Only the
 * configuration, which is JSON, and the coefficients are read: the other entries can hold
 * serialized Java objects, which would run code of the file's choice.
 */
final class Dl4jZipImporter implements Importer {
  private static final String CONFIGURATION = "configuration.json";
  private static final String COEFFICIENTS = "coefficients.bin";

  private final Dl4jZipFile file;

  Dl4jZipImporter(Dl4jZipFile file) {
    this.file = file;
  }

  @Override
  public SavedNetwork read() {
    if (!Files.isRegularFile(file.path())) {
      throw new RetortException(
          "There is no file " + file.path() + "; name the zip of a Deeplearning4j model");
    }
    try (ZipFile zip = new ZipFile(file.path().toFile())) {
      String configuration;
      try (InputStream bytes = open(zip, CONFIGURATION)) {
        configuration = new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
      }
      try (Dl4jModel model = Dl4jModel.of(configuration, coefficients(zip))) {
        return new ModelTranslation(model, file).translate();
      }
    } catch (RetortException refusal) {
      throw new RetortException(file.path() + ": " + refusal.getMessage(), refusal);
    } catch (IOException | RuntimeException broken) {
      // Of a damaged file, Deeplearning4j complains in many ways.
      throw new RetortException(
          file.path() + " is no readable Deeplearning4j model: " + broken, broken);
    }
  }

  private static INDArray coefficients(ZipFile zip) throws IOException {
    try (DataInputStream bytes =
        new DataInputStream(new BufferedInputStream(open(zip, COEFFICIENTS)))) {
      return Nd4j.read(bytes);
    }
  }

  private static InputStream open(ZipFile zip, String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new RetortException(
          "there is no entry " + name + "; it needs a zip that ModelSerializer wrote");
    }
    return zip.getInputStream(entry);
  }
}
