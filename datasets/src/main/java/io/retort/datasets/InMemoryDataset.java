package io.retort.datasets;

import io.retort.core.data.Dataset;
import io.retort.core.data.ForwardingSamples;
import io.retort.core.data.Head;
import io.retort.core.data.InMemorySamples;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.RawRows;
import io.retort.core.data.SampleStream;
import io.retort.core.data.Samples;
import io.retort.core.data.Task;
import io.retort.core.loss.Target;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.datasets.table.TableHead;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A data set in memory, perhaps with further samples without labels in a file. */
final class InMemoryDataset implements Dataset {
  /** The name of the head where there is only one. */
  static final String HEAD = TableHead.ONLY;

  private final Shape inputShape;
  private final List<Head> heads;
  private final InMemorySamples train;
  private final Optional<InMemorySamples> test;
  private final Optional<Supplier<SampleStream>> unlabelled;
  private final InputPreparation preparation;
  private final Optional<RawRows> trainRows;
  private final Optional<RawRows> testRows;

  private InMemoryDataset(
      Shape inputShape,
      List<Head> heads,
      InMemorySamples train,
      Optional<InMemorySamples> test,
      Optional<Supplier<SampleStream>> unlabelled,
      InputPreparation preparation,
      Optional<RawRows> trainRows,
      Optional<RawRows> testRows) {
    this.inputShape = inputShape;
    this.heads = heads;
    this.train = train;
    this.test = test;
    this.unlabelled = unlabelled;
    this.preparation = preparation;
    this.trainRows = trainRows;
    this.testRows = testRows;
  }

  /** Keeps the training samples and then loads the test samples, which may fail. */
  static InMemoryDataset of(
      Shape inputShape,
      Task task,
      InMemorySamples train,
      Optional<Supplier<InMemorySamples>> test) {
    return of(inputShape, List.of(new Head(HEAD, task)), train, test);
  }

  static InMemoryDataset of(
      Shape inputShape,
      List<Head> heads,
      InMemorySamples train,
      Optional<Supplier<InMemorySamples>> test) {
    try {
      return new InMemoryDataset(
          inputShape,
          heads,
          train,
          test.map(Supplier::get),
          Optional.empty(),
          new InputPreparation.Values(),
          Optional.empty(),
          Optional.empty());
    } catch (RuntimeException | Error failure) {
      train.close();
      throw failure;
    }
  }

  /** The same data with samples without labels, opened when they are asked for. */
  InMemoryDataset with(Optional<Supplier<SampleStream>> stream) {
    return new InMemoryDataset(
        inputShape, heads, train, test, stream, preparation, trainRows, testRows);
  }

  /** The same data, of which it is known how its inputs were made. */
  InMemoryDataset with(InputPreparation known) {
    return new InMemoryDataset(
        inputShape, heads, train, test, unlabelled, known, trainRows, testRows);
  }

  /** The same data, of which it is known from which rows its inputs were made, and how. */
  InMemoryDataset with(InputPreparation known, RawRows ofTrain, Optional<RawRows> ofTest) {
    return new InMemoryDataset(
        inputShape, heads, train, test, unlabelled, known, Optional.of(ofTrain), ofTest);
  }

  @Override
  public InputPreparation preparation() {
    return preparation;
  }

  static InMemorySamples samples(Tensor inputs, Target.GroundTruth labels) {
    return new InMemorySamples(inputs, Map.of(HEAD, labels));
  }

  @Override
  public Shape inputShape() {
    return inputShape;
  }

  @Override
  public List<Head> heads() {
    return heads;
  }

  @Override
  public Samples train() {
    return trainRows.<Samples>map(rows -> new RowSamples(train, rows)).orElse(train);
  }

  @Override
  public Optional<Samples> test() {
    return test.map(
        samples -> testRows.<Samples>map(rows -> new RowSamples(samples, rows)).orElse(samples));
  }

  @Override
  public Optional<SampleStream> unlabelled() {
    return unlabelled.map(Supplier::get);
  }

  @Override
  public void close() {
    train.close();
    test.ifPresent(InMemorySamples::close);
  }

  /** Samples whose rows are known. */
  private static final class RowSamples extends ForwardingSamples {
    private final RawRows rows;

    RowSamples(Samples samples, RawRows rows) {
      super(samples);
      this.rows = rows;
    }

    @Override
    public Optional<RawRows> rows() {
      return Optional.of(rows);
    }
  }
}
