package io.retort.backends.cpu.onednn;

/**
 * From how much work on a network gets more threads and a layer a smaller type. Work is counted in
 * multiplications of a batch's forward pass.
 *
 * @param threads the most threads
 * @param multiplicationsPerThread what each thread needs of those that work on every operation
 *     together
 * @param multiplicationsPerPart what each part of a batch needs to have a thread of its own
 * @param bf16 whether layers compute in bf16 at all
 * @param leastMultiplications what a layer needs to compute in bf16
 */
record Limits(
    int threads,
    long multiplicationsPerThread,
    long multiplicationsPerPart,
    boolean bf16,
    long leastMultiplications) {
  /** About 100 µs of work in f32: threads wait for each other several µs in every operation. */
  private static final long WORTH_A_THREAD = 10_000_000;

  /** About 20 µs of work in f32: threads wait for each other once in a pass. */
  private static final long WORTH_A_PART = 2_000_000;

  /**
   * As many multiplications as take about 10 µs in f32: what it takes to copy a value and a weight.
   */
  private static final long WORTH_ROUNDING = 1 << 20;

  /** The limits that pay. */
  static Limits of(int threads, boolean bf16) {
    return new Limits(threads, WORTH_A_THREAD, WORTH_A_PART, bf16, WORTH_ROUNDING);
  }
}
