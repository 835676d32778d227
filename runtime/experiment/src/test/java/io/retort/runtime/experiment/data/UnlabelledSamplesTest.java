package io.retort.runtime.experiment.data;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.data.Dataset;
import io.retort.core.data.Head;
import io.retort.core.data.RawRows;
import io.retort.core.data.SampleStream;
import io.retort.core.data.Samples;
import io.retort.core.data.Task;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The first samples of a stream, on which teachers are tried. */
class UnlabelledSamplesTest {
  private int open;

  /** Sample i is (i, −i), and the row i of a table; its rows are gone when it is closed. */
  private SampleStream stream(int count) {
    open++;
    return new SampleStream() {
      private int next;
      private boolean closed;

      @Override
      public int read(Tensor destination) {
        int read = Math.min(destination.shape().extent(0), count - next);
        for (int i = 0; i < read; i++) {
          destination.write(2 * i, new float[] {next + i, -next - i});
        }
        next += read;
        return read;
      }

      @Override
      public Optional<RawRows> rows() {
        return Optional.of(
            place -> {
              if (closed) {
                throw new IllegalStateException("closed");
              }
              return Map.of("name", "row " + place);
            });
      }

      @Override
      public void close() {
        closed = true;
        open--;
      }
    };
  }

  private Samples samples(int count) {
    return new UnlabelledSamples(
        new Dataset() {
          @Override
          public Shape inputShape() {
            return Shape.of(2);
          }

          @Override
          public List<Head> heads() {
            return List.of(new Head("h", new Task.SingleLabel(List.of("a", "b"))));
          }

          @Override
          public Samples train() {
            throw new IllegalStateException("has none");
          }

          @Override
          public Optional<Samples> test() {
            return Optional.empty();
          }

          @Override
          public Optional<SampleStream> unlabelled() {
            return Optional.of(stream(count));
          }

          @Override
          public void close() {}
        });
  }

  @Test
  void theyAreTheFirstOfTheStreamAndTheirRows() {
    Samples first = samples(1_000);
    assertEquals(256, first.size());
    try (Tensor inputs = Tensor.allocate(Shape.of(3, 2))) {
      first.inputs(new int[] {255, 0, 7}, inputs);
      assertArrayEquals(new float[] {255, -255, 0, 0, 7, -7}, inputs.toArray());
    }
    assertEquals(Map.of("name", "row 9"), first.rows().orElseThrow().row(9));
    assertEquals(0, open);
    assertEquals(3, samples(3).size());
  }

  @Test
  void theyHaveNoLabelsAndAreNoList() {
    Samples first = samples(3);
    assertRefused(() -> first.labels("h", new int[] {0}), "no samples with labels");
    assertRefused(first::origin, "no samples with labels");
    assertRefused(() -> samples(0).size(), "no samples at all");
  }
}
