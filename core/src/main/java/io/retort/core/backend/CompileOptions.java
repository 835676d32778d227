package io.retort.core.backend;

import java.util.Set;

/**
 * How a network is compiled.
 *
 * @param taps the nodes whose outputs are wanted; the network's outputs are always among them
 * @param dropoutSeed the seed of {@link io.retort.core.network.DropoutMask}
 */
public record CompileOptions(Set<String> taps, long dropoutSeed) {

  /** The network's outputs alone, without dropout to be seeded. */
  public static final CompileOptions INFERENCE = new CompileOptions(Set.of(), 0);

  public CompileOptions {
    taps = Set.copyOf(taps);
  }
}
