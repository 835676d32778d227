package io.retort.importers.keras;

import io.jhdf.HdfFile;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.core.importer.Importer;
import io.retort.core.network.SavedNetwork;
import io.retort.importers.KerasFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a model that Keras 2 or 3 saved as HDF5. */
public final class KerasImporter implements Importer {
  private final KerasFile file;

  /**
   * An importer.
   *
   * @param file which file, and how it is read
   */
  public KerasImporter(KerasFile file) {
    this.file = file;
  }

  @Override
  public SavedNetwork read() {
    if (!Files.isRegularFile(file.path())) {
      throw new RetortException(
          "There is no file " + file.path() + "; name a model that Keras saved as .h5");
    }
    try (HdfFile hdf = open(file.path())) {
      KerasModel model = KerasModel.of(hdf);
      ArraySize size = new ArraySize(file.path(), Files.size(file.path()));
      return new ModelTranslation(model, new LayerArrays(hdf, size), file).translate();
    } catch (RetortException refusal) {
      // Names out of the file may hold anything.
      String words = refusal.getMessage().replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]", "?");
      throw new RetortException(file.path() + ": " + words, refusal);
    } catch (IOException unreadable) {
      throw new RetortException(
          file.path() + " cannot be read: " + Reason.of(unreadable), unreadable);
    } catch (OutOfMemoryError large) {
      throw new RetortException(
          file.path() + " cannot be read: " + Reason.of(large) + ", or it is damaged", large);
    } catch (RuntimeException | StackOverflowError | NoClassDefFoundError broken) {
      // A damaged file makes the library fail in any way, and Keras's newer format is a zip.
      throw new RetortException(
          file.path()
              + " is no readable HDF5 file, or damaged; save the model in Keras with"
              + " model.save('name.h5')",
          broken);
    }
  }

  /**
   * Opens the file as one block of memory, of which nothing is read that is not there. From a file
   * the library would first allocate as much as the file claims; only the largest are read so.
   */
  private static HdfFile open(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path)) {
      return channel.size() > Integer.MAX_VALUE
          ? new HdfFile(path)
          : HdfFile.fromByteBuffer(channel.map(MapMode.READ_ONLY, 0, channel.size()));
    }
  }
}
