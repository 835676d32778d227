package io.retort.backends.cpu.onednn;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A convolution of random numbers. They are small multiples of powers of two: factors are exact in
 * 16 bits, and sums in 32, in whatever order they are added up. What should come out is known from
 * {@link ConvolutionLoops}: everywhere if that is little work, else at some places, half of them at
 * the borders.
 */
final class ConvolutionCase extends VerificationCase {
  private static final int LEAST_PLACES = 64;
  private static final int MOST_TERMS = 1 << 10;

  private final ConvolutionSpec convolution;

  /** Where the gradient of the output is not 0, as far as that is known: sample and pixel. */
  private final int[] given;

  private final ConvolutionLoops loops;

  ConvolutionCase(ConvolutionSpec convolution) {
    super(convolution);
    this.convolution = convolution;
    int terms = convolution.channelsPerGroup() * convolution.taps();
    draw(ArrayRole.IMAGE, 0.25f);
    // Functions are not flat near 1.
    draw(ArrayRole.WEIGHT, unit(terms));
    draw(ArrayRole.BIAS, 0.25f);
    draw(ArrayRole.OUTPUT, 0.25f);
    this.given = convolution.direction() == ConvolutionDirection.WEIGHTS ? thinOut() : new int[0];
    Map<ArrayRole, float[]> numbers = new EnumMap<>(ArrayRole.class);
    for (ArrayRole role : ArrayRole.OF_CONVOLUTIONS) {
      numbers.put(role, values(role));
      if (convolution.direction().writes(role) && !convolution.adding()) {
        Arrays.fill(values(role), UNWRITTEN);
      }
    }
    this.loops = new ConvolutionLoops(convolution, numbers, given);
  }

  /** Leaves gradients of so many pixels that a gradient of the weight is little work. */
  private int[] thinOut() {
    int count = convolution.batch() * convolution.pixels();
    if (count <= MOST_TERMS || convolution.size(ArrayRole.WEIGHT) * count <= MULTIPLICATIONS) {
      return IntStream.range(0, count).toArray();
    }
    boolean[] kept = new boolean[count];
    for (int i = 0; i < MOST_TERMS; i++) {
      kept[random().pixel(count, convolution.rows().output(), convolution.columns().output())] =
          true;
    }
    float[] gradient = values(ArrayRole.OUTPUT);
    int pixels = convolution.pixels();
    for (int i = 0; i < gradient.length; i++) {
      int sample = i / pixels / convolution.filters();
      if (!kept[sample * pixels + i % pixels]) {
        gradient[i] = 0;
      }
    }
    return IntStream.range(0, count).filter(place -> kept[place]).toArray();
  }

  @Override
  double expected(ArrayRole role, int place) {
    return loops.value(role, place);
  }

  @Override
  int[] places(ArrayRole role, int count) {
    long most = Math.max(LEAST_PLACES, MULTIPLICATIONS / terms(role));
    WindowAxis rows = convolution.rows();
    WindowAxis columns = convolution.columns();
    return switch (role) {
      case IMAGE -> random().pixels(count, most, rows.input(), columns.input());
      case WEIGHT -> random().pixels(count, most, rows.taps(), columns.taps());
      case OUTPUT -> random().pixels(count, most, rows.output(), columns.output());
      default -> random().pixels(count, most, 1, 1);
    };
  }

  /** How many multiplications it takes to know one value. */
  private long terms(ArrayRole role) {
    return switch (role) {
      case IMAGE -> (long) convolution.filtersPerGroup() * convolution.taps();
      case OUTPUT -> (long) convolution.channelsPerGroup() * convolution.taps();
      default -> Math.max(1, given.length);
    };
  }
}
