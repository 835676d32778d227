package io.retort.datasets;

import io.retort.core.data.Dataset;
import io.retort.core.plugin.Context;
import io.retort.datasets.table.engine.TableSource;
import io.retort.datasets.table.engine.Tables;
import java.nio.file.Path;

/** The files that {@link Csv} settings are about, as a data set. */
public final class CsvFiles {

  private CsvFiles() {}

  /**
   * Reads the files.
   *
   * @param settings which files, and what is in them
   * @param context resolves their paths
   * @return a data set that the caller closes
   * @throws io.retort.core.RetortException at the first thing that is wrong in a file, naming its
   *     line and column
   */
  public static Dataset load(Csv settings, Context context) {
    return Tables.load(
        settings.table(),
        new TableSource.Group(
            opener(settings.file(), settings, context),
            settings.testFile().map(file -> opener(file, settings, context)),
            settings.unlabelled().map(file -> opener(file, settings, context)),
            settings.cache().map(context::resolve)),
        context);
  }

  private static TableSource.Opener opener(Path file, Csv settings, Context context) {
    Path path = context.resolve(file);
    return () -> CsvRows.open(path, settings);
  }
}
