package io.retort.core.tensor;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A vector in the host's native memory.
 *
 * <p>Work is done on blocks that are copied into arrays, small enough to stay in the first-level
 * cache: loops over arrays are the ones that the Java compiler turns into vector instructions.
 *
 * <p>A vector may update itself in several threads, each of which takes one part of a long vector.
 * As rules are element-wise, the result is the same to the bit. Inner products are summed in one
 * thread.
 */
public final class HostVector implements Vector {
  private static final int BLOCK = 1024;

  /** What a block's squares below the smallest normal number could add is less than 1e-7 of it. */
  private static final double SMALLEST_SQUARES = 1e-27;

  private final Tensor memory;
  private final FloatBuffer values;
  private final HostThreads threads;
  private final boolean owner;

  private HostVector(Tensor memory, FloatBuffer values, HostThreads threads, boolean owner) {
    this.memory = memory;
    this.values = values;
    this.threads = threads;
    this.owner = owner;
  }

  /**
   * Allocates a vector of zeros that works in the calling thread alone.
   *
   * @param length the number of values, 0 for an empty vector
   * @return a vector that the caller closes
   */
  public static HostVector allocate(int length) {
    return allocate(length, HostThreads.caller());
  }

  /**
   * Allocates a vector of zeros.
   *
   * @param length the number of values, 0 for an empty vector
   * @param threads those that may update it, and what {@link #like} and {@link #slice} make of it
   * @return a vector that the caller closes
   */
  public static HostVector allocate(int length, HostThreads threads) {
    Objects.requireNonNull(threads, "threads");
    Tensor memory = Tensor.allocate(Shape.of(Math.max(1, length)));
    return new HostVector(memory, memory.values().slice(0, length), threads, true);
  }

  /** A view of all values of a tensor. */
  static HostVector of(Tensor tensor) {
    return new HostVector(tensor, tensor.values(), HostThreads.caller(), false);
  }

  /** A view with a shape of as many elements. */
  Tensor tensor(Shape shape) {
    return memory.view(shape, values());
  }

  /**
   * The values, for native libraries.
   *
   * @return the live, writable buffer; use only its absolute methods, and none after {@link #close}
   * @throws IllegalStateException if the vector is closed
   */
  public FloatBuffer values() {
    memory.values();
    return values;
  }

  /**
   * The threads that work on it.
   *
   * @return those that it was allocated with
   */
  public HostThreads threads() {
    return threads;
  }

  @Override
  public int length() {
    return values.capacity();
  }

  @Override
  public HostVector like() {
    return allocate(length(), threads);
  }

  @Override
  public HostVector slice(int offset, int length) {
    return new HostVector(memory, values().slice(offset, length), threads, false);
  }

  @Override
  public void read(int offset, float[] destination) {
    values().get(offset, destination);
  }

  @Override
  public void write(int offset, float[] source) {
    values().put(offset, source);
  }

  @Override
  public void fill(float value) {
    loop((x, state, inputs, count) -> Arrays.fill(x, 0, count, value), List.of(), List.of());
  }

  @Override
  public void assign(Vector source) {
    values().put(0, host(source).values(), 0, length());
  }

  @Override
  public void gather(Vector source, int[] rows, int width) {
    FloatBuffer from = anyLength(source).values();
    FloatBuffer to = values();
    for (int i = 0; i < rows.length; i++) {
      to.put(i * width, from, rows[i] * width, width);
    }
  }

  @Override
  public void scatter(Vector source, int[] rows, int width) {
    FloatBuffer from = anyLength(source).values();
    FloatBuffer to = values();
    for (int i = 0; i < rows.length; i++) {
      to.put(rows[i] * width, from, i * width, width);
    }
  }

  @Override
  public void scale(double factor) {
    float by = (float) factor;
    loop(
        (x, state, inputs, count) -> {
          for (int i = 0; i < count; i++) {
            x[i] *= by;
          }
        },
        List.of(),
        List.of());
  }

  @Override
  public void add(double factor, Vector other) {
    float by = (float) factor;
    loop(
        (x, state, inputs, count) -> {
          float[] y = inputs[0];
          for (int i = 0; i < count; i++) {
            x[i] += by * y[i];
          }
        },
        List.of(),
        List.of(other));
  }

  /** {@inheritDoc} The sum of those of the blocks, in their order, whatever the threads. */
  @Override
  public double dot(Vector other) {
    FloatBuffer left = values();
    FloatBuffer right = host(other).values();
    double[] products = new double[(length() + BLOCK - 1) / BLOCK];
    threads.share(
        products.length,
        BLOCK,
        (from, to) -> {
          float[] x = new float[BLOCK];
          float[] y = new float[BLOCK];
          for (int block = from; block < to; block++) {
            int start = block * BLOCK;
            int count = Math.min(BLOCK, length() - start);
            left.get(start, x, 0, count);
            right.get(start, y, 0, count);
            products[block] = dot(x, y, count);
          }
        });
    return sum(products);
  }

  /** {@inheritDoc} In one pass; the sum is of those of the blocks, whatever the threads. */
  @Override
  public double scaleAndSquare(double factor) {
    FloatBuffer all = values();
    float by = (float) factor;
    double[] squares = new double[(length() + BLOCK - 1) / BLOCK];
    threads.share(
        squares.length,
        BLOCK,
        (from, to) -> {
          float[] x = new float[BLOCK];
          float[] products = new float[BLOCK];
          for (int block = from; block < to; block++) {
            int start = block * BLOCK;
            int count = Math.min(BLOCK, length() - start);
            all.get(start, x, 0, count);
            for (int i = 0; i < count; i++) {
              x[i] *= by;
              products[i] = x[i] * x[i];
            }
            all.put(start, x, 0, count);
            squares[block] = sumOfSquares(products, x, count);
          }
        });
    return sum(squares);
  }

  /** Of products in 32 bits, unless so many are too small or too large for that. */
  private static double sumOfSquares(float[] products, float[] x, int count) {
    double sum = UnrolledSum.of(products, 0, count);
    return sum > SMALLEST_SQUARES && sum < Float.POSITIVE_INFINITY ? sum : dot(x, x, count);
  }

  private static double sum(double[] parts) {
    double sum = 0;
    for (double part : parts) {
      sum += part;
    }
    return sum;
  }

  /** Four sums side by side: in a single one, every addition would wait for the one before. */
  private static double dot(float[] x, float[] y, int count) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int i = 0;
    for (; i + 3 < count; i += 4) {
      sum0 += (double) x[i] * y[i];
      sum1 += (double) x[i + 1] * y[i + 1];
      sum2 += (double) x[i + 2] * y[i + 2];
      sum3 += (double) x[i + 3] * y[i + 3];
    }
    for (; i < count; i++) {
      sum0 += (double) x[i] * y[i];
    }
    return sum0 + sum1 + (sum2 + sum3);
  }

  @Override
  public void update(Update update, List<Vector> state, List<Vector> inputs) {
    if (update instanceof Update.Program step) {
      UpdateProgram program = step.program();
      if (state.size() != program.state().size() || inputs.size() < program.inputs()) {
        throw new IllegalArgumentException(
            "The program updates "
                + program.state().size()
                + " vectors of state and reads "
                + program.inputs()
                + ", and was given "
                + state.size()
                + " and "
                + inputs.size());
      }
      UpdateLoop loop = program.loop(UpdateCompiler::compile);
      float[] numbers = step.numbers();
      loop((x, s, in, count) -> loop.run(x, s, in, numbers, count), state, inputs);
    } else {
      loop(((Update.Loop) update).rule(), state, inputs);
    }
  }

  private void loop(UpdateRule rule, List<Vector> state, List<Vector> inputs) {
    FloatBuffer target = values();
    FloatBuffer[] mutable = buffers(state);
    FloatBuffer[] constant = buffers(inputs);
    threads.share(length(), 1, (from, to) -> update(rule, target, mutable, constant, from, to));
  }

  private static void update(
      UpdateRule rule,
      FloatBuffer target,
      FloatBuffer[] mutable,
      FloatBuffer[] constant,
      int from,
      int to) {
    float[] block = new float[BLOCK];
    float[][] stateBlocks = new float[mutable.length][BLOCK];
    float[][] inputBlocks = new float[constant.length][BLOCK];
    for (int start = from; start < to; start += BLOCK) {
      int count = Math.min(BLOCK, to - start);
      target.get(start, block, 0, count);
      load(mutable, stateBlocks, start, count);
      load(constant, inputBlocks, start, count);
      rule.apply(block, stateBlocks, inputBlocks, count);
      target.put(start, block, 0, count);
      for (int i = 0; i < mutable.length; i++) {
        mutable[i].put(start, stateBlocks[i], 0, count);
      }
    }
  }

  private static void load(FloatBuffer[] sources, float[][] blocks, int start, int count) {
    for (int i = 0; i < sources.length; i++) {
      sources[i].get(start, blocks[i], 0, count);
    }
  }

  private FloatBuffer[] buffers(List<Vector> vectors) {
    FloatBuffer[] buffers = new FloatBuffer[vectors.size()];
    for (int i = 0; i < buffers.length; i++) {
      buffers[i] = host(vectors.get(i)).values();
    }
    return buffers;
  }

  private HostVector host(Vector other) {
    HostVector host = anyLength(other);
    if (host.length() != length()) {
      throw new IllegalArgumentException(
          "A vector of " + length() + " values was combined with one of " + host.length());
    }
    return host;
  }

  private static HostVector anyLength(Vector other) {
    Objects.requireNonNull(other, "vector");
    if (!(other instanceof HostVector host)) {
      throw new IllegalArgumentException(
          "A host vector was combined with a " + other.getClass().getName());
    }
    return host;
  }

  @Override
  public void close() {
    if (owner) {
      memory.close();
    }
  }
}
