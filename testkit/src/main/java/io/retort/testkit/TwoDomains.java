package io.retort.testkit;

import io.retort.core.data.ForwardingSamples;
import io.retort.core.data.Samples;
import java.util.function.IntPredicate;

/** Samples that fall into two domains. */
public final class TwoDomains extends ForwardingSamples {
  private final IntPredicate second;

  /**
   * Divides samples.
   *
   * @param all the samples
   * @param second which of them, by their index, are of the second domain
   */
  public TwoDomains(Samples all, IntPredicate second) {
    super(all);
    this.second = second;
  }

  @Override
  public int domains() {
    return 2;
  }

  @Override
  public int domain(int sample) {
    return second.test(sample) ? 1 : 0;
  }

  @Override
  public String domainName(int domain) {
    return Integer.toString(domain + 1);
  }
}
