package io.retort.core.network;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * The mask of a {@link Layer.Dropout} node, a pure function of seed, node, step and index: the same
 * on every backend, in any order and from any number of threads. The bits are those of SplitMix64
 * (Steele, Lea and Flood 2014).
 */
public final class DropoutMask {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final long stream;
  private final long threshold;
  private final float kept;

  private DropoutMask(long stream, double rate) {
    this.stream = stream;
    this.threshold = (long) (rate * (1L << 32));
    this.kept = (float) (1 / (1 - rate));
  }

  /**
   * The mask of one node at one step.
   *
   * @param seed the network's dropout seed
   * @param node the node's name
   * @param step the number of training passes before this one
   * @param rate the probability of a 0
   * @return the mask
   */
  public static DropoutMask of(long seed, String node, long step, double rate) {
    CRC32 hash = new CRC32();
    hash.update(node.getBytes(StandardCharsets.UTF_8));
    return new DropoutMask(mix(mix(seed + GOLDEN * hash.getValue()) + GOLDEN * step), rate);
  }

  /**
   * The factor for one value.
   *
   * @param index the row-major index in the batch
   * @return 0, or 1 / (1 − rate)
   */
  public float factor(int index) {
    return (mix(stream + GOLDEN * (index + 1L)) >>> 32) < threshold ? 0 : kept;
  }

  private static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
