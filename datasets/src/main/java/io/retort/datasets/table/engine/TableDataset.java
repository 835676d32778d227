package io.retort.datasets.table.engine;

import io.retort.core.Warning;
import io.retort.core.data.Dataset;
import io.retort.core.data.Head;
import io.retort.core.data.IndexSet;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.SampleStream;
import io.retort.core.data.Samples;
import io.retort.core.tensor.Shape;
import io.retort.datasets.table.TableEmbedding;
import io.retort.datasets.table.TableText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The samples of a table, encoded as some of its training rows say. */
final class TableDataset implements Dataset {
  private final Table.Parts train;
  private final Optional<Table.Parts> test;
  private final Optional<TableSource.Opener> unlabelled;
  private final List<TableTargets> targets;
  private final TableEncoding encoding;
  private final TableSamples trainSamples;
  private final Optional<TableSamples> testSamples;
  private final List<Warning> warnings;

  /** What was read last of the rows without labels, for its warnings. */
  private volatile TableStream lastStream;

  /** By the rows that they are fitted to. */
  private final Map<IndexSet, TableDataset> fitted = new HashMap<>();

  private TableDataset(
      Table.Parts train,
      Optional<Table.Parts> test,
      Optional<TableSource.Opener> unlabelled,
      List<TableTargets> targets,
      IndexSet rows) {
    this.train = train;
    this.test = test;
    this.unlabelled = unlabelled;
    this.targets = targets;
    train.labelled().layout().settings().text().ifPresent(text -> requireMemory(train, test, text));
    TableStatistics statistics = TableStatistics.of(train.labelled(), rows);
    this.encoding = TableEncoding.fit(train.labelled(), rows, statistics);
    this.trainSamples = new TableSamples(train.labelled(), encoding, targets);
    this.testSamples = test.map(part -> new TableSamples(part.labelled(), encoding, targets));
    this.warnings = TableWarnings.of(train, test, targets, encoding, statistics);
  }

  private static void requireMemory(Table.Parts train, Optional<Table.Parts> test, TableText text) {
    long rows = (long) train.labelled().size() + test.map(part -> part.labelled().size()).orElse(0);
    TableMemory.requireTexts(
        train.labelled().layout().header().origin().name(),
        rows,
        text.length(),
        TableMemory.available());
  }

  /**
   * A data set whose inputs are encoded as all its training rows say.
   *
   * @param unlabelled opens a table of rows without labels
   */
  static TableDataset of(
      Table.Parts train, Optional<Table.Parts> test, Optional<TableSource.Opener> unlabelled) {
    return new TableDataset(
        train, test, unlabelled, TableTargets.of(train.labelled()), train.labelled().all());
  }

  @Override
  public Shape inputShape() {
    return encoding.shape();
  }

  @Override
  public List<Head> heads() {
    return Stream.concat(
            targets.stream().map(TableTargets::head),
            train.labelled().layout().settings().embedding().map(TableEmbedding::head).stream())
        .toList();
  }

  @Override
  public Samples train() {
    return trainSamples;
  }

  @Override
  public Optional<Samples> test() {
    return testSamples.map(samples -> samples);
  }

  @Override
  public InputPreparation preparation() {
    return encoding.preparation(train.labelled().layout().settings());
  }

  @Override
  public Dataset fit(IndexSet samples) {
    synchronized (fitted) {
      return fitted.computeIfAbsent(
          samples, rows -> new TableDataset(train, test, unlabelled, targets, rows));
    }
  }

  @Override
  public List<Warning> warnings() {
    List<Warning> all = new ArrayList<>(warnings);
    Optional.ofNullable(lastStream).ifPresent(stream -> all.addAll(stream.warnings()));
    return List.copyOf(all);
  }

  @Override
  public Optional<SampleStream> unlabelled() {
    Table kept = train.unlabelled();
    if (unlabelled.isPresent()) {
      TableStream stream = TableStream.open(encoding, kept, unlabelled.get());
      lastStream = stream;
      return Optional.of(stream);
    }
    return kept.size() == 0 ? Optional.empty() : Optional.of(TableStream.of(encoding, kept));
  }

  @Override
  public void close() {
    trainSamples.close();
    testSamples.ifPresent(TableSamples::close);
    synchronized (fitted) {
      fitted.values().forEach(TableDataset::close);
    }
  }
}
