package io.retort.datasets.table.engine;

import io.retort.core.data.Dataset;
import io.retort.core.data.Head;
import io.retort.core.plugin.Context;
import io.retort.core.progress.TrainingListener;
import java.util.List;
import java.util.Optional;

/** Makes data sets of tables. */
public final class Tables {
  private final TableSettings settings;
  private final TableSource.Group sources;
  private final Optional<TableCache> cache;
  private final TrainingListener listener;

  private Tables(TableSettings settings, TableSource.Group sources, TrainingListener listener) {
    this.settings = settings;
    this.sources = sources;
    this.listener = listener;
    this.cache = sources.cache().map(folder -> new TableCache(folder, listener));
  }

  /**
   * Reads the tables.
   *
   * @param settings what is in them
   * @param sources opens them; rows without labels are read when they are asked for
   * @param context is told of long work
   * @return a data set that the caller closes
   * @throws io.retort.core.RetortException at the first thing that is wrong in a table, naming its
   *     row and column
   */
  public static Dataset load(TableSettings settings, TableSource.Group sources, Context context) {
    Tables tables = new Tables(settings, sources, context.listener());
    return settings.labelled() ? tables.labelled() : tables.unlabelled();
  }

  private Dataset labelled() {
    Table.Parts train;
    try (TableSource source = sources.train().open()) {
      train = read(source, TableLayout.of(settings, source.header()));
    }
    return TableDataset.of(
        train, sources.test().map(opener -> test(opener, train.labelled())), sources.unlabelled());
  }

  private Table.Parts test(TableSource.Opener opener, Table train) {
    try (TableSource source = opener.open()) {
      Table.Parts test = read(source, train.layout().test(source.header()));
      test.labelled().requireTimesLike(train);
      return test;
    }
  }

  private Table.Parts read(TableSource source, TableLayout layout) {
    return cache
        .map(kept -> kept.read(source, layout))
        .orElseGet(() -> Table.read(source, layout, listener));
  }

  /** A data set of a table without labels. */
  private Dataset unlabelled() {
    Table none;
    try (TableSource source = sources.train().open()) {
      none = new Table(TableLayout.of(settings, source.header()));
    }
    TableEncoding encoding = TableEncoding.plain(none.layout());
    List<Head> predicted =
        settings.heads().stream()
            .map(head -> new Head(head.name(), head.task().of(head.outputs())))
            .toList();
    return new UnlabelledDataset(
        none.layout().header().origin().name(),
        encoding.preparation(settings),
        encoding.shape(),
        predicted,
        () -> TableStream.open(encoding, none, sources.train()));
  }
}
