package io.retort.datasets;

import io.retort.core.Warning;
import io.retort.core.data.Dataset;
import io.retort.core.data.Head;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.SampleStream;
import io.retort.core.data.Samples;
import io.retort.core.tensor.Shape;
import java.nio.IntBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The samples of a table, encoded as some of its training rows say. */
final class CsvDataset implements Dataset {
  private final CsvTable.Parts train;
  private final Optional<CsvTable.Parts> test;
  private final Optional<Path> unlabelled;
  private final List<CsvTargets> targets;
  private final CsvEncoding encoding;
  private final CsvSamples trainSamples;
  private final Optional<CsvSamples> testSamples;
  private final List<Warning> warnings;

  /** What was read last of the file without labels, for its warnings. */
  private volatile CsvStream lastStream;

  /** By the rows that they are fitted to. */
  private final Map<IntBuffer, CsvDataset> fitted = new HashMap<>();

  private CsvDataset(
      CsvTable.Parts train,
      Optional<CsvTable.Parts> test,
      Optional<Path> unlabelled,
      List<CsvTargets> targets,
      int[] rows) {
    this.train = train;
    this.test = test;
    this.unlabelled = unlabelled;
    this.targets = targets;
    train.labelled().layout().settings().text().ifPresent(text -> requireMemory(train, test, text));
    CsvStatistics statistics = CsvStatistics.of(train.labelled(), rows);
    this.encoding = CsvEncoding.fit(train.labelled(), rows, statistics);
    this.trainSamples = new CsvSamples(train.labelled(), encoding, targets);
    this.testSamples = test.map(part -> new CsvSamples(part.labelled(), encoding, targets));
    this.warnings = CsvWarnings.of(train, test, targets, encoding, statistics);
  }

  private static void requireMemory(
      CsvTable.Parts train, Optional<CsvTable.Parts> test, CsvText text) {
    long rows = (long) train.labelled().size() + test.map(part -> part.labelled().size()).orElse(0);
    CsvMemory.requireTexts(
        train.labelled().layout().header().file(), rows, text.length(), CsvMemory.available());
  }

  /**
   * A data set whose inputs are encoded as all its training rows say.
   *
   * @param unlabelled a file of rows without labels
   */
  static CsvDataset of(
      CsvTable.Parts train, Optional<CsvTable.Parts> test, Optional<Path> unlabelled) {
    return new CsvDataset(
        train, test, unlabelled, CsvTargets.of(train.labelled()), train.labelled().all());
  }

  @Override
  public Shape inputShape() {
    return encoding.shape();
  }

  @Override
  public List<Head> heads() {
    return Stream.concat(
            targets.stream().map(CsvTargets::head),
            train.labelled().layout().settings().embedding().map(CsvEmbedding::head).stream())
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
  public Dataset fit(int[] samples) {
    synchronized (fitted) {
      return fitted.computeIfAbsent(
          IntBuffer.wrap(samples.clone()),
          rows -> new CsvDataset(train, test, unlabelled, targets, rows.array()));
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
    CsvTable kept = train.unlabelled();
    if (unlabelled.isPresent()) {
      CsvStream stream = CsvStream.open(encoding, kept, unlabelled.get());
      lastStream = stream;
      return Optional.of(stream);
    }
    return kept.size() == 0 ? Optional.empty() : Optional.of(CsvStream.of(encoding, kept));
  }

  @Override
  public void close() {
    trainSamples.close();
    testSamples.ifPresent(CsvSamples::close);
    synchronized (fitted) {
      fitted.values().forEach(CsvDataset::close);
    }
  }
}
