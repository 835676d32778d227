package io.retort.backends.cpu.dl4j;

import io.retort.backends.cpu.dl4j.configuration.Dl4jZipFile;
import io.retort.backends.cpu.dl4j.nd4j.Nd4jLibrary;
import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.core.importer.Importer;
import io.retort.core.network.SavedNetwork;
import io.retort.core.plugin.UnpackedLimit;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Reads a MultiLayerNetwork or ComputationGraph from the zip of {@code ModelSerializer}. Only the
 * configuration, which is JSON, and the coefficients are read: the other entries can hold
 * serialized Java objects, which would run code of the file's choice.
 */
final class Dl4jZipImporter implements Importer {
  private static final String CONFIGURATION = "configuration.json";
  private static final String COEFFICIENTS = "coefficients.bin";

  private static final int LARGEST_CONFIGURATION = 16 << 20;

  private final Dl4jZipFile file;
  private final UnpackedLimit limit;

  Dl4jZipImporter(Dl4jZipFile file) {
    this(file, UnpackedLimit.current());
  }

  /** With a limit of its own for each entry. */
  Dl4jZipImporter(Dl4jZipFile file, UnpackedLimit limit) {
    this.file = file;
    this.limit = limit;
  }

  @Override
  public SavedNetwork read() {
    if (!Files.isRegularFile(file.path())) {
      throw new RetortException(
          ErrorKind.DATA,
          "There is no file " + file.path() + "; name the zip of a Deeplearning4j model");
    }
    Nd4jLibrary.load();
    try (ZipFile zip = new ZipFile(file.path().toFile())) {
      try (Dl4jModel model = Dl4jModel.of(configuration(zip), new Zipped(zip))) {
        return new GraphImport(model, file).translate();
      }
    } catch (RetortException refusal) {
      throw new RetortException(ErrorKind.DATA, file.path() + ": " + refusal.getMessage(), refusal);
    } catch (IOException unreadable) {
      throw new RetortException(
          ErrorKind.DATA,
          file.path() + " is not a Deeplearning4j model: " + Reason.of(unreadable),
          unreadable);
    } catch (RuntimeException | StackOverflowError broken) {
      // Of a damaged configuration, Deeplearning4j complains in many ways.
      throw new RetortException(
          ErrorKind.DATA,
          file.path()
              + " is not a Deeplearning4j model: its "
              + CONFIGURATION
              + " is damaged or has layers that are not Deeplearning4j's own",
          broken);
    }
  }

  private String configuration(ZipFile zip) throws IOException {
    try (InputStream bytes = open(zip, CONFIGURATION)) {
      byte[] text = bytes.readNBytes(LARGEST_CONFIGURATION + 1);
      if (text.length > LARGEST_CONFIGURATION) {
        throw new RetortException(
            ErrorKind.DATA,
            "its "
                + CONFIGURATION
                + " is larger than "
                + (LARGEST_CONFIGURATION >> 20)
                + " MB, far more than a model has");
      }
      return new String(text, StandardCharsets.UTF_8);
    }
  }

  private InputStream open(ZipFile zip, String name) throws IOException {
    return limit.counted(zip.getInputStream(entry(zip, name)), file.path());
  }

  private static ZipEntry entry(ZipFile zip, String name) {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new RetortException(
          ErrorKind.DATA,
          "there is no entry " + name + "; it needs a zip that ModelSerializer wrote");
    }
    return entry;
  }

  /** The coefficients in the zip. */
  private final class Zipped implements Dl4jModel.Coefficients {
    private final ZipFile zip;

    Zipped(ZipFile zip) {
      this.zip = zip;
    }

    @Override
    public void require(long count) {
      ZipEntry entry = entry(zip, COEFFICIENTS);
      // What the zip claims of the entry, or what it can be at most.
      long most = UnpackedLimit.most(file.path().toFile().length());
      long bytes = entry.getSize() < 0 ? most : Math.min(most, entry.getSize());
      limit.check(bytes, file.path());
      // The smallest numbers have two bytes.
      if (count < 0 || count > bytes / 2) {
        throw new RetortException(
            ErrorKind.DATA,
            "the layers need "
                + count
                + " coefficients, but the file holds fewer; it is damaged or put together from two"
                + " files");
      }
    }

    @Override
    public float[] read(long count) throws IOException {
      try (DataInputStream bytes =
          new DataInputStream(new BufferedInputStream(open(zip, COEFFICIENTS)))) {
        return new ArrayReader(bytes).row(count);
      }
    }
  }
}
