package io.retort.runtime.experiment.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.retort.core.data.Dataset;
import io.retort.core.data.Head;
import io.retort.core.data.InMemorySamples;
import io.retort.core.data.IndexSet;
import io.retort.core.data.Samples;
import io.retort.core.data.Task;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.metric.Predictions;
import io.retort.core.progress.Metrics;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.runtime.experiment.TinyExperiment;
import io.retort.runtime.experiment.assembly.RunMetrics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PreparedDatasetTest {

  @Test
  void valuesAreInDeviationsFromTheMeanOfTheTeachersSamples() {
    try (Prices prices = new Prices(100, 300, 999, 5000)) {
      PreparedDataset data = PreparedDataset.of(prices, IndexSet.of(0, 1), true);
      // Mean 200, deviation 100; the other samples have no say in it.
      assertEquals(-1, value(data, 0));
      assertEquals(1, value(data, 1));
      assertEquals(48, value(data, 3));
      assertSame(prices.train().origin(), data.train().origin());
    }
  }

  @Test
  void valuesThatDoNotVaryAreOnlyShifted() {
    try (Prices prices = new Prices(7, 7, 9)) {
      PreparedDataset data = PreparedDataset.of(prices, IndexSet.of(0, 1), true);
      assertEquals(0, value(data, 0));
      assertEquals(2, value(data, 2));
    }
  }

  @Test
  void valuesStayInUnitsWhereThatIsAskedFor() {
    try (Prices prices = new Prices(100, 300)) {
      PreparedDataset data = PreparedDataset.of(prices, IndexSet.of(0, 1), false);
      assertEquals(100, value(data, 0));
      assertEquals(prices.heads(), data.heads());
    }
  }

  @Test
  void figuresAreInTheUnitsOfTheData() {
    try (Prices prices = new Prices(100, 300, 200)) {
      PreparedDataset data = PreparedDataset.of(prices, IndexSet.of(0, 1), true);
      // In units: 150, 250 and 200, so that the errors are 50, −50 and 0.
      Predictions predictions =
          new Predictions(TargetKind.VALUES, new float[][] {{-0.5f}, {0.5f}, {0}});
      Metrics metrics =
          RunMetrics.standard(TinyExperiment.catalog())
              .measure(data.heads().get(0), predictions, data.train())
              .orElseThrow();
      assertEquals(Math.sqrt(5000 / 3.0), metrics.value("rmse"), 1e-4);
      assertEquals(100 / 3.0, metrics.value("mean-absolute-error"), 1e-4);
      assertEquals(1 - 5000 / 20000.0, metrics.value("r2"), 1e-6);
    }
  }

  @Test
  void inputsAreFittedToTheTeachersSamplesOnly() {
    try (Prices prices = new Prices(1, 2, 3)) {
      PreparedDataset.of(prices, IndexSet.of(0, 2), true);
      assertEquals(IndexSet.of(0, 2), prices.fittedTo);
    }
  }

  private static float value(Dataset data, int sample) {
    Target target = data.train().labels("price", new int[] {sample});
    try (Tensor values = ((Target.Values) target).values()) {
      return values.get(0);
    }
  }

  private static final class Prices implements Dataset {
    private final InMemorySamples samples;
    private IndexSet fittedTo = IndexSet.first(0);

    Prices(float... prices) {
      Shape shape = Shape.of(prices.length, 1);
      samples =
          new InMemorySamples(
              Tensor.allocate(shape), Map.of("price", new Target.Values(Tensor.of(shape, prices))));
    }

    @Override
    public Shape inputShape() {
      return Shape.of(1);
    }

    @Override
    public List<Head> heads() {
      return List.of(new Head("price", new Task.Regression(List.of("price"))));
    }

    @Override
    public Dataset fit(IndexSet chosen) {
      fittedTo = chosen;
      return this;
    }

    @Override
    public Samples train() {
      return samples;
    }

    @Override
    public Optional<Samples> test() {
      return Optional.empty();
    }

    @Override
    public void close() {
      samples.close();
    }
  }
}
