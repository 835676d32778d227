package io.retort.backends.cpu;

import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import java.util.Optional;

/**
 * The configuration of the {@code onednn} backend.
 *
 * @param precision the arithmetic inside convolutions and matrix products
 * @param threads how many threads work on one operation; as many as there are cores if not given
 */
public record OneDnnConfiguration(
    @Doc("The arithmetic of convolutions and matrix products: f32, or bf16 for speed.")
        @Default("f32")
        Precision precision,
    @Doc("The number of threads that work on one operation; all cores if not given.")
        @Range(min = 1)
        Optional<Integer> threads) {

  /** A width of floating-point arithmetic. All values in memory are of 32 bits. */
  public enum Precision {
    /** 32 bits. */
    F32,
    /**
     * Factors are rounded to 16 bits (8 of them exponent), sums are kept in 32. On a processor
     * without AMX the same as {@link #F32}.
     */
    BF16
  }
}
