package io.retort.runtime.experiment.assembly;

import io.retort.runtime.plugin.Plugin;
import java.util.ArrayList;
import java.util.List;

/**
 * All that a part is made of. Two parts with equal fingerprints are alike, so that one of them is
 * enough. Whoever makes a part gives the same things to its fingerprint and to its maker, and
 * nothing else to the maker.
 *
 * @param part what is made
 * @param madeOf values, which are compared, and other parts, which must be the same
 */
record PartFingerprint(Class<?> part, List<Object> madeOf) {

  PartFingerprint {
    madeOf = List.copyOf(madeOf);
  }

  static PartFingerprint of(Class<?> part) {
    return new PartFingerprint(part, List.of());
  }

  /** Of a plugin that is still to be made: which one it is, and all its keys. */
  PartFingerprint with(Plugin<?> plugin) {
    return and(plugin.entry()).and(plugin.written());
  }

  /** Of something that is compared by its value. */
  PartFingerprint with(Record value) {
    return and(value);
  }

  /** Of a number. */
  PartFingerprint with(long value) {
    return and(value);
  }

  /** Of a choice. */
  PartFingerprint with(boolean value) {
    return and(value);
  }

  /** Of the very same part. */
  PartFingerprint withPart(Object other) {
    return and(new Same(other));
  }

  PartFingerprint and(Object more) {
    List<Object> longer = new ArrayList<>(madeOf);
    longer.add(more);
    return new PartFingerprint(part, longer);
  }

  /** A part, compared by what it is and not by what it says of itself. */
  private record Same(Object part) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Same same && same.part == part;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(part);
    }
  }
}
