package io.retort.importers.keras;

import io.jhdf.HdfFile;
import io.jhdf.exceptions.HdfException;
import io.retort.core.RetortException;
import io.retort.core.importer.Importer;
import io.retort.core.network.SavedNetwork;
import io.retort.importers.KerasFile;
import java.nio.file.Files;

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
    try (HdfFile hdf = new HdfFile(file.path())) {
      KerasModel model = KerasModel.of(hdf);
      return new ModelTranslation(model, new LayerArrays(hdf), file).translate();
    } catch (RetortException refusal) {
      throw new RetortException(file.path() + ": " + refusal.getMessage(), refusal);
    } catch (HdfException | IndexOutOfBoundsException | IllegalArgumentException broken) {
      // A damaged file shows in any of these, and Keras's newer format is a zip.
      throw new RetortException(
          file.path()
              + " is no readable HDF5 file: "
              + broken.getMessage()
              + "; save the model in Keras with model.save('name.h5')",
          broken);
    }
  }
}
