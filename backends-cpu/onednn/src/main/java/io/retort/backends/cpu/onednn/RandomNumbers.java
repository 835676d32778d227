package io.retort.backends.cpu.onednn;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Numbers that are exact in 16 bits, and places to look at; the same ones every time. */
final class RandomNumbers {
  private final SplittableRandom random = new SplittableRandom(20_517);

  /**
   * Multiples of a unit from −4 to 4, without 0. With a power of two, few of them add up exactly.
   */
  float[] levels(long count, float unit) {
    float[] drawn = new float[Math.toIntExact(count)];
    long bits = 0;
    for (int i = 0; i < drawn.length; i++) {
      bits = i % 21 == 0 ? random.nextLong() : bits >>> 3;
      int level = (int) (bits & 7);
      drawn[i] = (level < 4 ? level - 4 : level - 3) * unit;
    }
    return drawn;
  }

  /** Numbers of which few are equal: of 8 binary digits, from 1/256 to 256 and below 0. */
  float[] spread(long count) {
    float[] drawn = new float[Math.toIntExact(count)];
    for (int i = 0; i < drawn.length; i++) {
      int bits = random.nextInt();
      float digits = 1 + (bits & 127) / 128f;
      drawn[i] = Math.scalb(bits < 0 ? -digits : digits, (bits >>> 7 & 15) - 8);
    }
    return drawn;
  }

  int below(int count) {
    return random.nextInt(count);
  }

  /** One of some images' pixels, at the border half of the times. */
  int pixel(int count, int height, int width) {
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

  /** All pixels of some images, or as many as there may be, the first and the last one included. */
  int[] pixels(int count, long most, int height, int width) {
    if (count <= most) {
      return IntStream.range(0, count).toArray();
    }
    return IntStream.concat(
            IntStream.of(0, count - 1),
            IntStream.range(2, Math.toIntExact(most)).map(i -> pixel(count, height, width)))
        .toArray();
  }
}
