package io.retort.datasets.table.engine;

import io.retort.core.data.InMemorySamples;
import io.retort.core.data.RawRows;
import io.retort.core.data.SampleWeights;
import io.retort.core.data.Samples;
import io.retort.core.data.SplitKey;
import io.retort.core.loss.Target;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.core.tensor.TensorMemory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of a table as samples. Their inputs are encoded when they are asked for: all of them
 * once where that takes little memory, otherwise those that are asked for. Texts, which take long,
 * are always encoded once.
 */
final class TableSamples implements Samples, AutoCloseable {
  /** Inputs that take more of the memory for tensors than one in so many are not kept. */
  private static final long SHARE = 32;

  private final Table table;
  private final Shape shape;
  private final TableRowWriter encoder;
  private final List<String> ids;
  private final Map<String, TableTargets.Labels> labels = new LinkedHashMap<>();

  /** Whether inputs are encoded once, when they are first asked for. */
  private final boolean keepInputs;

  private InMemorySamples kept;
  private volatile boolean closed;

  TableSamples(Table table, TableEncoding encoding, List<TableTargets> targets) {
    this.table = table;
    this.shape = encoding.shape();
    this.encoder = new TableRowWriter(encoding, table);
    this.keepInputs =
        table.layout().settings().text().isPresent() || bytes() <= TensorMemory.limit() / SHARE;
    this.ids = table.ids();
    targets.forEach(head -> labels.put(head.head().name(), head.labels(table)));
  }

  @Override
  public int size() {
    return table.size();
  }

  @Override
  public void inputs(int[] samples, Tensor destination) {
    if (keepInputs) {
      kept().inputs(samples, destination);
      return;
    }
    requireOpen();
    Shape expected = shape.batch(samples.length);
    if (!destination.shape().equals(expected)) {
      throw new IllegalArgumentException(
          "The destination has the shape " + destination.shape() + ", not " + expected);
    }
    encoder.write(samples, destination);
  }

  private long bytes() {
    return (long) table.size() * shape.elements() * Float.BYTES;
  }

  private synchronized InMemorySamples kept() {
    requireOpen();
    if (kept == null) {
      Tensor all = Tensor.allocate(shape.batch(table.size()));
      encoder.write(table.all().slice(0, table.size()), all);
      kept = new InMemorySamples(all, Map.of());
    }
    return kept;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("The data set is closed");
    }
  }

  @Override
  public Target.GroundTruth labels(String head, int[] samples) {
    TableTargets.Labels all = labels.get(head);
    if (all == null) {
      throw new IllegalArgumentException(
          "There is no head '" + head + "'; heads: " + labels.keySet());
    }
    return all.gather(samples);
  }

  @Override
  public Optional<RawRows> rows() {
    return Optional.of(table::row);
  }

  @Override
  public Optional<String> id(int sample) {
    return ids.isEmpty() ? Optional.empty() : Optional.of(ids.get(sample));
  }

  @Override
  public Optional<SplitKey> splitKey() {
    return table.splitKey();
  }

  @Override
  public Optional<SampleWeights> weights() {
    return table.weights();
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (kept != null) {
      kept.close();
      kept = null;
    }
  }
}
