package io.retort.backends.cpu.onednn;

/** A pooling of random numbers, by its definition. */
final class PoolingCase extends VerificationCase {
  private final PoolingSpec pooling;
  private final WindowAxis rows;
  private final WindowAxis columns;

  PoolingCase(PoolingSpec pooling) {
    super(pooling);
    this.pooling = pooling;
    this.rows = pooling.rows();
    this.columns = pooling.columns();
    // Means are sums, which should be exact; of the largest values few should be equal.
    if (pooling.max()) {
      put(ArrayRole.IMAGE, random().spread(pooling.size(ArrayRole.IMAGE)));
    } else {
      draw(ArrayRole.IMAGE, 0.25f);
    }
    if (pooling.gradient()) {
      draw(ArrayRole.OUTPUT_GRADIENT, 0.25f);
      unwritten(ArrayRole.IMAGE_GRADIENT);
    } else {
      unwritten(ArrayRole.OUTPUT);
    }
  }

  @Override
  int[] places(ArrayRole role, int count) {
    long taps = (long) rows.taps() * columns.taps();
    long terms = pooling.gradient() && pooling.max() ? taps * taps : taps;
    long most = Math.max(64, MULTIPLICATIONS / terms);
    return role == ArrayRole.OUTPUT
        ? random().pixels(count, most, rows.output(), columns.output())
        : random().pixels(count, most, rows.input(), columns.input());
  }

  @Override
  double expected(ArrayRole role, int place) {
    return role == ArrayRole.OUTPUT ? output(place) : gradient(place);
  }

  private double output(int at) {
    int plane = at / pooling.pixels();
    int row = at / columns.output() % rows.output();
    int column = at % columns.output();
    double largest = Double.NEGATIVE_INFINITY;
    double sum = 0;
    for (int i = 0; i < rows.taps(); i++) {
      for (int j = 0; j < columns.taps(); j++) {
        int pixel = pixel(plane, rows.read(row, i), columns.read(column, j));
        if (pixel >= 0) {
          largest = Math.max(largest, values(ArrayRole.IMAGE)[pixel]);
          sum += values(ArrayRole.IMAGE)[pixel];
        }
      }
    }
    return pooling.max() ? largest : sum / count(row, column);
  }

  /** Where a pixel lies; −1 for the padding. */
  private int pixel(int plane, int row, int column) {
    return row < 0 || column < 0 ? -1 : (plane * rows.input() + row) * columns.input() + column;
  }

  /** How many pixels a window sees. */
  private int count(int row, int column) {
    int count = 0;
    for (int i = 0; i < rows.taps(); i++) {
      for (int j = 0; j < columns.taps(); j++) {
        count += rows.read(row, i) >= 0 && columns.read(column, j) >= 0 ? 1 : 0;
      }
    }
    return count;
  }

  private double gradient(int at) {
    int column = at % columns.input();
    int row = at / columns.input() % rows.input();
    int plane = at / columns.input() / rows.input();
    double sum = 0;
    for (int i = 0; i < rows.taps(); i++) {
      int y = rows.window(row, i);
      for (int j = 0; y >= 0 && j < columns.taps(); j++) {
        int x = columns.window(column, j);
        if (x >= 0) {
          int window = (plane * rows.output() + y) * columns.output() + x;
          sum += values(ArrayRole.OUTPUT_GRADIENT)[window] * share(at, plane, y, x);
        }
      }
    }
    return sum;
  }

  /** Which part of a window's gradient a pixel has; NaN if it is not the only largest one. */
  private double share(int at, int plane, int row, int column) {
    if (!pooling.max()) {
      return 1.0 / count(row, column);
    }
    float[] images = values(ArrayRole.IMAGE);
    boolean equal = false;
    for (int i = 0; i < rows.taps(); i++) {
      for (int j = 0; j < columns.taps(); j++) {
        int other = pixel(plane, rows.read(row, i), columns.read(column, j));
        if (other >= 0 && images[other] > images[at]) {
          return 0;
        }
        equal |= other >= 0 && other != at && images[other] == images[at];
      }
    }
    return equal ? Double.NaN : 1;
  }
}
