package io.retort.backends.cpu.onednn;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A convolution of random numbers. They are small multiples of powers of two: factors are exact in
 * 16 bits, and sums in 32, in whatever order they are added up. What should come out is known from
 * {@link ConvolutionLoops}: everywhere if that is little work, else at some places, half of them at
 * the borders.
 */
final class ConvolutionSample implements Sample {
  /** How many products are computed for a comparison. */
  private static final long PRODUCTS = 1 << 18;

  private static final int LEAST_PLACES = 64;
  private static final int MOST_TERMS = 1 << 10;

  /** What is in memory that is to be written: not to be taken for a result. */
  private static final float UNWRITTEN = 777;

  private final Convolution convolution;
  private final SplittableRandom random = new SplittableRandom(20_517);
  private final Map<Role, float[]> values = new EnumMap<>(Role.class);

  /** Where the gradient of the output is not 0, as far as that is known: sample and pixel. */
  private final int[] given;

  ConvolutionSample(Convolution convolution) {
    this.convolution = convolution;
    int terms = convolution.channelsPerGroup() * convolution.taps();
    // Sums of that many products are near 1, where functions are not flat.
    int binaryDigits = (33 - Integer.numberOfLeadingZeros(terms)) / 2;
    draw(Role.IMAGE, 0.25f);
    draw(Role.WEIGHT, 0.5f / (1 << binaryDigits));
    draw(Role.BIAS, 0.25f);
    draw(Role.OUTPUT, 0.25f);
    this.given = convolution.direction() == Direction.WEIGHTS ? thinOut() : new int[0];
    for (Role role : Role.values()) {
      if (convolution.direction().writes(role) && !convolution.adding()) {
        Arrays.fill(values.get(role), UNWRITTEN);
      }
    }
  }

  /** Multiples of a unit from −4 to 4, without 0. */
  private void draw(Role role, float unit) {
    float[] drawn = new float[Math.toIntExact(convolution.size(role))];
    long bits = 0;
    for (int i = 0; i < drawn.length; i++) {
      bits = i % 21 == 0 ? random.nextLong() : bits >>> 3;
      int level = (int) (bits & 7);
      drawn[i] = (level < 4 ? level - 4 : level - 3) * unit;
    }
    values.put(role, drawn);
  }

  /** Leaves gradients of so many pixels that a gradient of the weight is little work. */
  private int[] thinOut() {
    int count = convolution.batch() * convolution.pixels();
    if (count <= MOST_TERMS || convolution.size(Role.WEIGHT) * count <= PRODUCTS) {
      return IntStream.range(0, count).toArray();
    }
    boolean[] kept = new boolean[count];
    for (int i = 0; i < MOST_TERMS; i++) {
      kept[place(count, convolution.rows().output(), convolution.columns().output())] = true;
    }
    float[] gradient = values.get(Role.OUTPUT);
    int pixels = convolution.pixels();
    for (int i = 0; i < gradient.length; i++) {
      int sample = i / pixels / convolution.filters();
      if (!kept[sample * pixels + i % pixels]) {
        gradient[i] = 0;
      }
    }
    return IntStream.range(0, count).filter(place -> kept[place]).toArray();
  }

  /** One of some images' pixels, at the border half of the times. */
  private int place(int count, int height, int width) {
    int place = random.nextInt(count);
    int image = place / (height * width);
    int row = place / width % height;
    int column = place % width;
    switch (random.nextInt(4)) {
      case 0 -> row = random.nextBoolean() ? 0 : height - 1;
      case 1 -> column = random.nextBoolean() ? 0 : width - 1;
      default -> {
        // anywhere
      }
    }
    return (image * height + row) * width + column;
  }

  @Override
  public float[] values(Role role) {
    return values.get(role);
  }

  @Override
  public double error(Map<Role, float[]> written) {
    ConvolutionLoops loops = new ConvolutionLoops(convolution, values, given);
    double worst = 0;
    for (Map.Entry<Role, float[]> entry : written.entrySet()) {
      Role role = entry.getKey();
      float[] found = entry.getValue();
      for (int place : places(role, found.length)) {
        double expected = loops.value(role, place);
        double error = Math.abs(found[place] - expected) / (1 + Math.abs(expected));
        worst = Math.max(worst, Double.isNaN(error) ? Double.POSITIVE_INFINITY : error);
      }
    }
    return worst;
  }

  /** The places to look at. */
  private int[] places(Role role, int count) {
    long most = Math.max(LEAST_PLACES, PRODUCTS / terms(role));
    if (count <= most) {
      return IntStream.range(0, count).toArray();
    }
    Axis rows = convolution.rows();
    Axis columns = convolution.columns();
    return IntStream.range(0, (int) most)
        .map(
            i ->
                switch (role) {
                  case IMAGE -> place(count, rows.input(), columns.input());
                  case WEIGHT -> place(count, rows.taps(), columns.taps());
                  case BIAS -> place(count, 1, 1);
                  case OUTPUT -> place(count, rows.output(), columns.output());
                })
        .toArray();
  }

  /** How many products it takes to know one value. */
  private long terms(Role role) {
    return switch (role) {
      case IMAGE -> (long) convolution.filtersPerGroup() * convolution.taps();
      case OUTPUT -> (long) convolution.channelsPerGroup() * convolution.taps();
      case WEIGHT, BIAS -> Math.max(1, given.length);
    };
  }
}
