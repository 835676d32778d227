package io.retort.datasets;

import io.retort.core.data.InMemorySamples;
import io.retort.core.data.RawRows;
import io.retort.core.data.Samples;
import io.retort.core.loss.Target;
import io.retort.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of a table as samples. Their inputs are encoded when they are first asked for. */
final class CsvSamples implements Samples, AutoCloseable {
  private final CsvTable table;
  private final CsvEncoding encoding;
  private final List<String> ids;
  private final Map<String, CsvTargets.Labels> labels = new LinkedHashMap<>();
  private InMemorySamples inputs;
  private boolean closed;

  CsvSamples(CsvTable table, CsvEncoding encoding, List<CsvTargets> targets) {
    this.table = table;
    this.encoding = encoding;
    this.ids = table.ids();
    targets.forEach(head -> labels.put(head.head().name(), head.labels(table)));
  }

  @Override
  public int size() {
    return table.size();
  }

  @Override
  public void inputs(int[] samples, Tensor destination) {
    encoded().inputs(samples, destination);
  }

  private synchronized InMemorySamples encoded() {
    if (closed) {
      throw new IllegalStateException("The data set is closed");
    }
    if (inputs == null) {
      Tensor all = Tensor.allocate(encoding.shape().batch(table.size()));
      encoding.write(table, 0, table.size(), all);
      inputs = new InMemorySamples(all, Map.of());
    }
    return inputs;
  }

  @Override
  public Target.GroundTruth labels(String head, int[] samples) {
    CsvTargets.Labels all = labels.get(head);
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
  public synchronized void close() {
    closed = true;
    if (inputs != null) {
      inputs.close();
      inputs = null;
    }
  }
}
