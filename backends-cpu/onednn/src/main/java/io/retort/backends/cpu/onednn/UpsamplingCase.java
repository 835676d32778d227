package io.retort.backends.cpu.onednn;

/** An upsampling of random numbers, by its definition. */
final class UpsamplingCase extends VerificationCase {
  private final UpsamplingSpec upsampling;

  UpsamplingCase(UpsamplingSpec upsampling) {
    super(upsampling);
    this.upsampling = upsampling;
    if (upsampling.gradient()) {
      unwritten(ArrayRole.IMAGE);
      draw(ArrayRole.OUTPUT, 0.25f);
    } else {
      draw(ArrayRole.IMAGE, 0.25f);
      unwritten(ArrayRole.OUTPUT);
    }
  }

  @Override
  int[] places(ArrayRole role, int count) {
    int rows = upsampling.rows();
    int columns = upsampling.columns();
    int height = upsampling.height();
    int width = upsampling.width();
    return role == ArrayRole.OUTPUT
        ? random().pixels(count, MULTIPLICATIONS, height * rows, width * columns)
        : random().pixels(count, Math.max(64, MULTIPLICATIONS / rows / columns), height, width);
  }

  @Override
  double expected(ArrayRole role, int at) {
    int rows = upsampling.rows();
    int columns = upsampling.columns();
    int width = upsampling.width();
    if (role == ArrayRole.OUTPUT) {
      int column = at % (width * columns);
      int row = at / (width * columns);
      return values(ArrayRole.IMAGE)[row / rows * width + column / columns];
    }
    int column = at % width * columns;
    int row = at / width * rows;
    double sum = 0;
    for (int i = row; i < row + rows; i++) {
      for (int j = column; j < column + columns; j++) {
        sum += values(ArrayRole.OUTPUT)[i * width * columns + j];
      }
    }
    return sum;
  }
}
