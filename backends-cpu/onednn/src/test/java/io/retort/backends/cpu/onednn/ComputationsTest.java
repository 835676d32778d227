package io.retort.backends.cpu.onednn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.backends.cpu.onednn.Normalisation.Kind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults in what multiplies nothing, and in recurrent layers, are seen in every array. */
class ComputationsTest {
  private static final Axis ROWS = Axis.of(7, 3, 2, 1, 1, 4);
  private static final Axis COLUMNS = Axis.of(5, 2, 1, 1, 0, 4);

  private static Arguments of(Computation computation, Role... written) {
    return Arguments.of(computation, List.of(written));
  }

  static List<Arguments> computations() {
    return List.of(
        of(new Pooling(false, true, 3, 4, ROWS, COLUMNS), Role.OUTPUT),
        of(new Pooling(false, false, 3, 4, ROWS, COLUMNS), Role.OUTPUT),
        of(new Pooling(true, true, 3, 4, ROWS, COLUMNS), Role.IMAGE_GRADIENT),
        of(new Pooling(true, false, 3, 4, ROWS, COLUMNS), Role.IMAGE_GRADIENT),
        of(new Upsampling(false, 6, 3, 2, 2, 3), Role.OUTPUT),
        of(new Upsampling(true, 6, 3, 2, 2, 3), Role.IMAGE),
        of(new Normalisation(Kind.INFERENCE, 5, 6, 4, 1e-5, true), Role.OUTPUT),
        of(
            new Normalisation(Kind.TRAINING, 5, 6, 4, 1e-5, false),
            Role.OUTPUT,
            Role.MEAN,
            Role.VARIANCE),
        of(
            new Normalisation(Kind.GRADIENT, 5, 6, 4, 1e-5, true),
            Role.IMAGE_GRADIENT,
            Role.SCALE_GRADIENT,
            Role.SHIFT_GRADIENT),
        of(new Recurrence(Recurrence.Cell.LSTM, 4, 3, 5, 6), Role.OUTPUT),
        of(new Recurrence(Recurrence.Cell.GRU, 4, 3, 5, 6), Role.OUTPUT));
  }

  /** What the sample says, spoilt. */
  private record Spoilt(Computation computation, Map<Role, Consumer<float[]>> faults)
      implements Implementation {

    @Override
    public String name() {
      return "spoilt";
    }

    @Override
    public String description() {
      return computation.toString();
    }

    @Override
    public double tolerance() {
      return 1e-4;
    }

    @Override
    public Map<Role, float[]> run(Sample sample) {
      Map<Role, float[]> written = new EnumMap<>(Role.class);
      faults.forEach(
          (role, fault) -> {
            float[] values = new float[sample.values(role).length];
            IntStream.range(0, values.length)
                .forEach(i -> values[i] = (float) sample.expected(role, i));
            fault.accept(values);
            written.put(role, values);
          });
      return written;
    }
  }

  private static boolean believes(
      Computation computation, List<Role> written, Role spoilt, Consumer<float[]> fault) {
    Map<Role, Consumer<float[]>> faults = new EnumMap<>(Role.class);
    written.forEach(role -> faults.put(role, role == spoilt ? fault : values -> {}));
    return Verifier.inMemory()
        .believes(new Spoilt(computation, faults), computation, "a computation");
  }

  @ParameterizedTest
  @MethodSource("computations")
  void everyFaultInEveryArrayThatIsWrittenIsSeen(Computation computation, List<Role> written) {
    for (Role role : written) {
      assertTrue(believes(computation, written, role, values -> {}), role.name());
      for (float wrong : new float[] {Sample.UNWRITTEN, Float.NaN, Float.POSITIVE_INFINITY}) {
        assertFalse(
            believes(computation, written, role, values -> values[values.length - 1] = wrong),
            role + " ends with " + wrong);
      }
      assertFalse(
          believes(
              computation,
              written,
              role,
              values -> IntStream.range(0, values.length).forEach(i -> values[i] *= 1.1f)),
          role + " is a tenth off");
    }
  }

  @ParameterizedTest
  @MethodSource("computations")
  void aSampleIsTheSameEachTime(Computation computation, List<Role> written) {
    Sample one = computation.sample();
    Sample other = computation.sample();
    for (Role role : Role.values()) {
      assertArrayEquals(one.values(role), other.values(role));
    }
    for (Role role : written) {
      assertEquals(one.expected(role, 1), other.expected(role, 1));
    }
  }
}
