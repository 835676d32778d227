package io.retort.core.network;

import java.util.Optional;

/**
 * What is true of a layer whatever its input is, by which networks are planned and computed.
 *
 * @param joins whether it reads two values or more; all others read exactly one
 * @param tokens the numbers of its input that it looks up; empty if it computes with them
 * @param keepsNumbers whether in inference it passes on each number that it reads, once and
 *     unchanged, so that tokens remain tokens
 * @param keepsZeros whether it gives 0 at steps of a sequence that are 0, whatever its parameters
 *     are
 * @param mixesSamples whether in training what it gives for a sample depends on the others of the
 *     batch
 */
public record LayerTraits(
    boolean joins,
    Optional<Tokens> tokens,
    boolean keepsNumbers,
    boolean keepsZeros,
    boolean mixesSamples) {

  /** What is true of most layers: none of it. */
  static final LayerTraits NONE = new LayerTraits(false, Optional.empty(), false, false, false);

  LayerTraits joining() {
    return new LayerTraits(true, tokens, keepsNumbers, keepsZeros, mixesSamples);
  }

  LayerTraits reading(Tokens looked) {
    return new LayerTraits(joins, Optional.of(looked), keepsNumbers, keepsZeros, mixesSamples);
  }

  LayerTraits keepingNumbers(boolean keeps) {
    return new LayerTraits(joins, tokens, keeps, keepsZeros, mixesSamples);
  }

  LayerTraits keepingZeros(boolean keeps) {
    return new LayerTraits(joins, tokens, keepsNumbers, keeps, mixesSamples);
  }

  LayerTraits mixingSamples() {
    return new LayerTraits(joins, tokens, keepsNumbers, keepsZeros, true);
  }
}
