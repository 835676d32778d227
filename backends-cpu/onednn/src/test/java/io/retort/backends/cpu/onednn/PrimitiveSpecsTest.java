package io.retort.backends.cpu.onednn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.backends.cpu.onednn.NormalisationSpec.Kind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults in what multiplies nothing, and in recurrent layers, are seen in every array. */
class PrimitiveSpecsTest {
  private static final WindowAxis ROWS = WindowAxis.of(7, 3, 2, 1, 1, 4);
  private static final WindowAxis COLUMNS = WindowAxis.of(5, 2, 1, 1, 0, 4);

  private static <C extends PrimitiveSpec> Arguments of(
      C computation, Function<C, VerificationCase> sample, ArrayRole... written) {
    Supplier<VerificationCase> drawn = () -> sample.apply(computation);
    return Arguments.of(computation, drawn, List.of(written));
  }

  static List<Arguments> computations() {
    return List.of(
        of(new PoolingSpec(false, true, 3, 4, ROWS, COLUMNS), PoolingCase::new, ArrayRole.OUTPUT),
        of(new PoolingSpec(false, false, 3, 4, ROWS, COLUMNS), PoolingCase::new, ArrayRole.OUTPUT),
        of(
            new PoolingSpec(true, true, 3, 4, ROWS, COLUMNS),
            PoolingCase::new,
            ArrayRole.IMAGE_GRADIENT),
        of(
            new PoolingSpec(true, false, 3, 4, ROWS, COLUMNS),
            PoolingCase::new,
            ArrayRole.IMAGE_GRADIENT),
        of(new UpsamplingSpec(false, 6, 3, 2, 2, 3), UpsamplingCase::new, ArrayRole.OUTPUT),
        of(new UpsamplingSpec(true, 6, 3, 2, 2, 3), UpsamplingCase::new, ArrayRole.IMAGE),
        of(
            new NormalisationSpec(Kind.INFERENCE, 5, 6, 4, 1e-5, true),
            NormalisationCase::new,
            ArrayRole.OUTPUT),
        of(
            new NormalisationSpec(Kind.TRAINING, 5, 6, 4, 1e-5, false),
            NormalisationCase::new,
            ArrayRole.OUTPUT,
            ArrayRole.MEAN,
            ArrayRole.VARIANCE),
        of(
            new NormalisationSpec(Kind.GRADIENT, 5, 6, 4, 1e-5, true),
            NormalisationCase::new,
            ArrayRole.IMAGE_GRADIENT,
            ArrayRole.SCALE_GRADIENT,
            ArrayRole.SHIFT_GRADIENT),
        of(
            new RecurrentSpec(RecurrentSpec.Cell.LSTM, 4, 3, 5, 6),
            RecurrentCase::new,
            ArrayRole.OUTPUT),
        of(
            new RecurrentSpec(RecurrentSpec.Cell.GRU, 4, 3, 5, 6),
            RecurrentCase::new,
            ArrayRole.OUTPUT));
  }

  /** What the sample says, spoilt. */
  private record Spoilt(PrimitiveSpec computation, Map<ArrayRole, Consumer<float[]>> faults)
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
    public Map<ArrayRole, float[]> run(VerificationCase sample) {
      Map<ArrayRole, float[]> written = new EnumMap<>(ArrayRole.class);
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
      PrimitiveSpec computation,
      Supplier<VerificationCase> sample,
      List<ArrayRole> written,
      ArrayRole spoilt,
      Consumer<float[]> fault) {
    Map<ArrayRole, Consumer<float[]>> faults = new EnumMap<>(ArrayRole.class);
    written.forEach(role -> faults.put(role, role == spoilt ? fault : values -> {}));
    return KernelVerifier.inMemory()
        .believes(new Spoilt(computation, faults), computation, sample, "a computation");
  }

  @ParameterizedTest
  @MethodSource("computations")
  void everyFaultInEveryArrayThatIsWrittenIsSeen(
      PrimitiveSpec computation, Supplier<VerificationCase> sample, List<ArrayRole> written) {
    for (ArrayRole role : written) {
      assertTrue(believes(computation, sample, written, role, values -> {}), role.name());
      for (float wrong :
          new float[] {VerificationCase.UNWRITTEN, Float.NaN, Float.POSITIVE_INFINITY}) {
        assertFalse(
            believes(
                computation, sample, written, role, values -> values[values.length - 1] = wrong),
            role + " ends with " + wrong);
      }
      assertFalse(
          believes(
              computation,
              sample,
              written,
              role,
              values -> IntStream.range(0, values.length).forEach(i -> values[i] *= 1.1f)),
          role + " is a tenth off");
    }
  }

  @ParameterizedTest
  @MethodSource("computations")
  void aSampleIsTheSameEachTime(
      PrimitiveSpec computation, Supplier<VerificationCase> sample, List<ArrayRole> written) {
    VerificationCase one = sample.get();
    VerificationCase other = sample.get();
    for (ArrayRole role : ArrayRole.values()) {
      assertArrayEquals(one.values(role), other.values(role));
    }
    for (ArrayRole role : written) {
      assertEquals(one.expected(role, 1), other.expected(role, 1));
    }
  }
}
