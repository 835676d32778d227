package io.retort.backends.cpu.onednn;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Compares every implementation once with plain loops before it is believed. One that is off by
 * more than rounding is passed over, and named.
 */
final class KernelVerifier {

  /** Values of all arrays of a primitive: 1 GiB. */
  private static final long MOST_VALUES = 1 << 28;

  private final boolean on;
  private final KernelVerdicts verdicts;
  private final UnaryOperator<Implementation> seenAs;
  private final Set<String> findings = Collections.synchronizedSet(new LinkedHashSet<>());
  private final AtomicInteger comparisons = new AtomicInteger();

  /**
   * A verifier.
   *
   * @param verdicts what is known already
   * @param seenAs makes of each implementation the one that is compared
   */
  KernelVerifier(boolean on, KernelVerdicts verdicts, UnaryOperator<Implementation> seenAs) {
    this.on = on;
    this.verdicts = verdicts;
    this.seenAs = seenAs;
  }

  /** Compares everything, and forgets what was found. */
  static KernelVerifier inMemory() {
    return new KernelVerifier(true, KernelVerdicts.inMemory(), UnaryOperator.identity());
  }

  /** Compares nothing. */
  static KernelVerifier off() {
    return new KernelVerifier(false, KernelVerdicts.inMemory(), UnaryOperator.identity());
  }

  /** Compares what the file does not know. */
  static KernelVerifier with(KernelVerdicts verdicts) {
    return new KernelVerifier(true, verdicts, UnaryOperator.identity());
  }

  /** What was passed over, a sentence for each. */
  List<String> findings() {
    synchronized (findings) {
      return List.copyOf(findings);
    }
  }

  /** How many implementations were compared, not counting those that were known. */
  int comparisons() {
    return comparisons.get();
  }

  /**
   * Whether an implementation computes what it is for.
   *
   * @param sample random numbers for it, and what should come out
   * @param what its name in messages, such as {@code the convolution of 'conv'}
   */
  boolean believes(
      Implementation planned,
      PrimitiveSpec computation,
      Supplier<VerificationCase> sample,
      String what) {
    if (!on || computation.size() > MOST_VALUES) {
      return true;
    }
    Implementation implementation = seenAs.apply(planned);
    String key = implementation.name() + " " + implementation.description();
    boolean right =
        verdicts.of(key).orElseGet(() -> isRight(key, implementation, computation, sample));
    if (!right) {
      String finding =
          "oneDNN's kernel "
              + implementation.name()
              + " computes "
              + what
              + " wrong on this processor and is not used";
      if (findings.add(finding)) {
        log().log(Level.WARNING, "{0} ({1})", finding, computation);
      }
    }
    return right;
  }

  private boolean isRight(
      String key,
      Implementation implementation,
      PrimitiveSpec computation,
      Supplier<VerificationCase> sample) {
    comparisons.incrementAndGet();
    try {
      VerificationCase drawn = sample.get();
      double error = drawn.error(implementation.run(drawn));
      log()
          .log(
              Level.DEBUG,
              "{0} is off by {1}: {2}",
              implementation.name(),
              Double.toString(error),
              computation);
      boolean right = error <= implementation.tolerance();
      verdicts.put(key, right);
      return right;
    } catch (IllegalStateException failure) {
      // Not known for ever: there may have been too little memory.
      log().log(Level.DEBUG, implementation.name() + " does not run: " + computation, failure);
      return false;
    }
  }

  /** Keeps what was found for the next start. */
  void save() {
    verdicts.save();
  }

  private static Logger log() {
    return System.getLogger(KernelVerifier.class.getName());
  }
}
