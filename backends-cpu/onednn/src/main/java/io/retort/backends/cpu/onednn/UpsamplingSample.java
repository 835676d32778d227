package io.retort.backends.cpu.onednn;

/** An upsampling of random numbers, by its definition. */
final class UpsamplingSample extends Sample {
  private final Upsampling upsampling;

  UpsamplingSample(Upsampling upsampling) {
    super(upsampling);
    this.upsampling = upsampling;
    if (upsampling.gradient()) {
      unwritten(Role.IMAGE);
      draw(Role.OUTPUT, 0.25f);
    } else {
      draw(Role.IMAGE, 0.25f);
      unwritten(Role.OUTPUT);
    }
  }

  @Override
  int[] places(Role role, int count) {
    int rows = upsampling.rows();
    int columns = upsampling.columns();
    int height = upsampling.height();
    int width = upsampling.width();
    return role == Role.OUTPUT
        ? random().pixels(count, PRODUCTS, height * rows, width * columns)
        : random().pixels(count, Math.max(64, PRODUCTS / rows / columns), height, width);
  }

  @Override
  double expected(Role role, int at) {
    int rows = upsampling.rows();
    int columns = upsampling.columns();
    int width = upsampling.width();
    if (role == Role.OUTPUT) {
      int column = at % (width * columns);
      int row = at / (width * columns);
      return values(Role.IMAGE)[row / rows * width + column / columns];
    }
    int column = at % width * columns;
    int row = at / width * rows;
    double sum = 0;
    for (int i = row; i < row + rows; i++) {
      for (int j = column; j < column + columns; j++) {
        sum += values(Role.OUTPUT)[i * width * columns + j];
      }
    }
    return sum;
  }
}
