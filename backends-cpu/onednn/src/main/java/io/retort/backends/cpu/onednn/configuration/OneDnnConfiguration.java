package io.retort.backends.cpu.onednn.configuration;

import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import java.util.Optional;

/**
 * The configuration of the {@code onednn} backend.
 *
 * @param precision how values are stored and multiplied
 * @param threads at most how many threads compute at the same time; as many as there are cores if
 *     not given
 * @param verifyKernels whether kernels are compared with plain loops before they are used
 */
public record OneDnnConfiguration(
    @Doc(
            "How values are stored and multiplied: f32, bf16 for speed, or auto for bf16 where the"
                + " processor multiplies it and f32 elsewhere.")
        @Default("f32")
        Precision precision,
    @Doc(
            "The most threads that compute at the same time; all cores if not given. A network has"
                + " as many as there is work for: small ones have one. Another number can change"
                + " the last bits of results.")
        @Range(min = 1)
        Optional<Integer> threads,
    @Doc(
            "Whether each of oneDNN's kernels is compared with plain loops, once, before it is"
                + " used; one that is wrong is passed over.")
        @Default("true")
        boolean verifyKernels) {

  /**
   * How values are stored and multiplied. Parameters, their gradients, statistics, inputs and
   * outputs are of 32 bits with either.
   */
  public enum Precision {
    /** 32 bits. */
    F32,
    /**
     * Activations, their gradients and the weights that are multiplied are rounded to 16 bits (8 of
     * them exponent, as many as 32-bit numbers have); sums are added up in 32. It needs a processor
     * with AVX-512-bf16 or AMX, and is the same as {@link #F32} on others. Layers of less than
     * about a million multiplications a batch stay in 32 bits, and so do primitives for which
     * oneDNN has no kernel for 16.
     */
    BF16,
    /**
     * {@link #BF16} where the processor has it, and {@link #F32} elsewhere. It is not the default:
     * an experiment would have other figures on other processors.
     */
    AUTO
  }
}
