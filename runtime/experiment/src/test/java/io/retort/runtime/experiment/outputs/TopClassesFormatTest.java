package io.retort.runtime.experiment.outputs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.loss.TargetKind;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopClassesFormatTest {
  private final SplittableRandom random = new SplittableRandom(7);

  private static float[] kept(TopClassesFormat format, float... row) {
    ByteBuffer bytes = ByteBuffer.allocate(format.bytes());
    format.write(row, bytes);
    assertEquals(0, bytes.remaining());
    float[] read = new float[row.length];
    format.read(bytes.flip(), read);
    return read;
  }

  @Test
  void theOthersShareTheirSumEvenly() {
    TopClassesFormat format = TopClassesFormat.of(TargetKind.PROBABILITIES, 5, 2);
    // 0.5 and 0.25 are halves to the bit as logarithms to 2, and nearly so to e.
    float[] read = kept(format, 0.1f, 0.5f, 0.05f, 0.25f, 0.1f);
    assertArrayEquals(new float[] {0.25f / 3, 0.5f, 0.25f / 3, 0.25f, 0.25f / 3}, read, 2e-4f);
  }

  @Test
  void logitsComeBackAsLogProbabilities() {
    TopClassesFormat format = TopClassesFormat.of(TargetKind.LOGITS, 3, 3);
    assertEquals(TargetKind.LOG_PROBABILITIES, format.given());
    float[] read = kept(format, 10, 11, 12);
    // log softmax of 0, 1, 2
    assertArrayEquals(new float[] {-2.407606f, -1.407606f, -0.407606f}, read, 2e-3f);
    assertEquals(1, Arrays.stream(toDoubles(read)).map(Math::exp).sum(), 1e-6);
  }

  @Test
  void ofEqualClassesTheFirstAreKept() {
    TopClassesFormat format = TopClassesFormat.of(TargetKind.PROBABILITIES, 4, 2);
    ByteBuffer bytes = ByteBuffer.allocate(format.bytes());
    format.write(new float[] {0.25f, 0.25f, 0.25f, 0.25f}, bytes);
    assertEquals(0, bytes.getShort(4));
    assertEquals(1, bytes.getShort(6));
  }

  @Test
  void aRowTakesFourBytesForEachClassAndFourMore() {
    assertEquals(4 * 20 + 4, TopClassesFormat.of(TargetKind.LOGITS, 1000, 20).bytes());
    assertEquals(4 * 20 + 4, TopClassesFormat.of(TargetKind.LOGITS, 65_536, 20).bytes());
    assertEquals(6 * 20 + 4, TopClassesFormat.of(TargetKind.LOGITS, 65_537, 20).bytes());
    assertEquals(4 * 10 + 4, TopClassesFormat.of(TargetKind.LOGITS, 10, 20).bytes());
  }

  /** A framework that kept indexes with a sign lost classes from the 32,768th on. */
  @ParameterizedTest
  @ValueSource(ints = {40_000, 65_536, 100_000})
  void classesBeyondThoseOfSignedIndexesAreFound(int classes) {
    float[] row = new float[classes];
    row[classes - 1] = 20;
    row[33_000] = 19;
    float[] read = kept(TopClassesFormat.of(TargetKind.LOGITS, classes, 2), row);
    assertEquals(classes - 1, largest(read));
    read[classes - 1] = -100;
    assertEquals(33_000, largest(read));
  }

  private static int largest(float[] row) {
    int largest = 0;
    for (int i = 0; i < row.length; i++) {
      largest = row[i] > row[largest] ? i : largest;
    }
    return largest;
  }

  /** The gradient of T²·KL by the student's logits is T·(q − p), so that p alone is at fault. */
  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 2, 4, 20})
  void theGradientIsOffByNoMoreThanIsStated(double temperature) {
    for (int trial = 0; trial < 300; trial++) {
      int classes = random.nextInt(3, 200);
      int k = random.nextInt(1, classes);
      float[] logits = new float[classes];
      // A teacher that is very sure has logits that lie hundreds apart.
      double spread = random.nextDouble(0.1, trial % 3 == 0 ? 400 : 12);
      for (int i = 0; i < classes; i++) {
        logits[i] = (float) (spread * random.nextDouble(-1, 1));
      }
      TopClassesFormat format = TopClassesFormat.of(TargetKind.LOGITS, classes, k);
      double[] exact = tempered(toDoubles(logits), temperature);
      double[] untempered = tempered(toDoubles(logits), 1);
      double[] read = tempered(toDoubles(kept(format, logits)), temperature);
      boolean[] top = new boolean[classes];
      for (int found = 0; found < k; found++) {
        int next = -1;
        for (int i = 0; i < classes; i++) {
          next = !top[i] && (next < 0 || logits[i] > logits[next]) ? i : next;
        }
        top[next] = true;
      }
      double error = 0;
      double others = 0;
      double othersRead = 0;
      double rounding = 0;
      for (int i = 0; i < classes; i++) {
        error += Math.abs(exact[i] - read[i]);
        others += top[i] ? 0 : exact[i];
        othersRead += top[i] ? 0 : read[i];
        rounding += top[i] ? exact[i] * -Math.log(untempered[i]) * 0x1p-10 / temperature : 0;
      }
      double bound = 2 * Math.max(others, othersRead) + rounding + 1e-6;
      assertTrue(error <= bound, error + " > " + bound + " with " + k + " of " + classes);
      if (temperature >= 1) {
        assertTrue(othersRead >= others - rounding - 1e-6, "the others lose");
      }
    }
  }

  private static double[] tempered(double[] logs, double temperature) {
    double largest = Arrays.stream(logs).max().orElseThrow();
    double[] weights =
        Arrays.stream(logs).map(log -> Math.exp((log - largest) / temperature)).toArray();
    double sum = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(weight -> weight / sum).toArray();
  }

  private static double[] toDoubles(float[] row) {
    double[] values = new double[row.length];
    for (int i = 0; i < row.length; i++) {
      values[i] = row[i];
    }
    return values;
  }
}
