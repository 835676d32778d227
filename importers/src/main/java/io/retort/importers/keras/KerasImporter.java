package io.retort.importers.keras;

import io.jhdf.HdfFile;
import io.retort.core.Echo;
import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.core.importer.Importer;
import io.retort.core.network.SavedNetwork;
import io.retort.core.plugin.UnpackedLimit;
import io.retort.importers.KerasFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a model that Keras 2 or 3 saved as HDF5. */
public final class KerasImporter implements Importer {
  private final KerasFile file;
  private final UnpackedLimit limit;

  /**
   * An importer.
   *
   * @param file which file, and how it is read
   */
  public KerasImporter(KerasFile file) {
    this(file, UnpackedLimit.current());
  }

  /**
   * An importer with a limit of its own.
   *
   * @param file which file, and how it is read
   * @param limit how much its arrays may hold
   */
  public KerasImporter(KerasFile file, UnpackedLimit limit) {
    this.file = file;
    this.limit = limit;
  }

  @Override
  public SavedNetwork read() {
    if (!Files.isRegularFile(file.path())) {
      throw new RetortException(
          ErrorKind.DATA,
          "There is no file " + file.path() + "; name a model that Keras saved as .h5");
    }
    try (HdfFile hdf = open(file.path())) {
      KerasModel model = KerasModel.of(hdf);
      ArraySizes sizes = new ArraySizes(file.path(), Files.size(file.path()), limit);
      return new ModelTranslation(model, new SavedArrays(hdf, sizes), file).translate();
    } catch (RetortException refusal) {
      // Names out of the file may hold anything.
      throw new RetortException(
          ErrorKind.DATA, file.path() + ": " + Echo.line(refusal.getMessage()), refusal);
    } catch (IOException unreadable) {
      throw new RetortException(
          ErrorKind.DATA, file.path() + " cannot be read: " + Reason.of(unreadable), unreadable);
    } catch (OutOfMemoryError large) {
      throw new RetortException(
          ErrorKind.DATA,
          file.path() + " cannot be read: " + Reason.of(large) + ", or it is damaged",
          large);
    } catch (RuntimeException | StackOverflowError | NoClassDefFoundError broken) {
      // A damaged file makes the library fail in any way, and Keras's newer format is a zip.
      throw new RetortException(
          ErrorKind.DATA,
          file.path()
              + " is not a readable HDF5 file, or damaged; save the model in Keras with"
              + " model.save('name.h5')",
          broken);
    }
  }

  /**
   * Opens the file as one block of memory, of which nothing is read that is not there. From a file
   * the library would first allocate as much as the file claims.
   */
  private static HdfFile open(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path)) {
      if (channel.size() > Integer.MAX_VALUE) {
        throw new RetortException(
            ErrorKind.DATA,
            "it has "
                + channel.size()
                + " bytes; files of Keras up to 2 GiB can be imported, so save the model in Keras"
                + " without its optimizer, or start from a smaller one");
      }
      return HdfFile.fromByteBuffer(channel.map(MapMode.READ_ONLY, 0, channel.size()));
    }
  }
}
