package io.retort.backends.cpu.dl4j.configuration;

import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import java.util.Optional;

/**
 * The configuration of the {@code dl4j} backend.
 *
 * @param precision the arithmetic between the tensors, which are always of 32 bits
 * @param threads how many threads ND4J and its BLAS use, in the whole process; as many as there are
 *     cores if not given
 */
public record Dl4jConfiguration(
    @Doc("The internal arithmetic: f32, or f64 for reference checks.") @Default("f32")
        Precision precision,
    @Doc("The number of threads, in the whole process; all cores if not given.") @Range(min = 1)
        Optional<Integer> threads) {

  /** A width of floating-point arithmetic. */
  public enum Precision {
    /** 32 bits. */
    F32,
    /** 64 bits: slow, for checks. */
    F64
  }
}
