package io.retort.datasets;

import io.retort.core.data.Dataset;
import io.retort.core.data.Head;
import io.retort.core.plugin.Context;
import java.nio.file.Path;
import java.util.List;

/** The files that {@link Csv} settings are about, as a data set. */
public final class CsvFiles {
  private final Csv settings;
  private final Context context;

  private CsvFiles(Csv settings, Context context) {
    this.settings = settings;
    this.context = context;
  }

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
    CsvFiles files = new CsvFiles(settings, context);
    return settings.labels().isEmpty() && settings.embedding().isEmpty()
        ? files.unlabelled()
        : files.labelled();
  }

  private Dataset labelled() {
    CsvTable.Parts train;
    try (CsvRows rows = CsvRows.open(context.resolve(settings.file()), settings)) {
      train = read(rows, CsvLayout.of(settings, rows.header()));
    }
    return CsvDataset.of(
        train,
        settings.testFile().map(name -> test(context.resolve(name), train.labelled().layout())),
        settings.unlabelled().map(context::resolve));
  }

  private CsvTable.Parts test(Path path, CsvLayout layout) {
    try (CsvRows rows = CsvRows.open(path, settings)) {
      return read(rows, layout.test(rows.header()));
    }
  }

  private CsvTable.Parts read(CsvRows rows, CsvLayout layout) {
    return settings
        .cache()
        .map(folder -> new CsvCache(context.resolve(folder), context.listener()).read(rows, layout))
        .orElseGet(() -> CsvTable.read(rows, layout));
  }

  /** A data set of a file without labels. */
  private Dataset unlabelled() {
    Path path = context.resolve(settings.file());
    CsvTable none;
    try (CsvRows rows = CsvRows.open(path, settings)) {
      none = new CsvTable(CsvLayout.of(settings, rows.header()));
    }
    CsvEncoding encoding = CsvEncoding.plain(none.layout());
    List<Head> predicted =
        settings.allHeads().stream()
            .map(head -> new Head(head.name(), head.task().of(head.outputs())))
            .toList();
    return new UnlabelledDataset(
        path,
        encoding.preparation(settings),
        encoding.shape(),
        predicted,
        () -> CsvStream.open(encoding, none, path));
  }
}
