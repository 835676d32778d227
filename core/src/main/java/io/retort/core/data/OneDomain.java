package io.retort.core.data;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;

/** The samples of one domain of a list, as a list without domains. */
public final class OneDomain extends ForwardingSamples {
  private OneDomain(Subset members) {
    super(members);
  }

  /**
   * The samples of one domain.
   *
   * @param all a list of samples
   * @param domain one of its domains
   * @return its samples, in their order there
   * @throws RetortException if there is none
   */
  public static OneDomain of(Samples all, int domain) {
    IndexSet chosen = IndexSet.of(all.size(), sample -> all.domain(sample) == domain);
    if (chosen.size() == 0) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "Part "
              + (domain + 1)
              + " of the data has no samples in the training, validation or test part; change the"
              + " shares in 'split'");
    }
    return new OneDomain(new Subset(all, chosen));
  }

  @Override
  public int domains() {
    return 1;
  }

  @Override
  public int domain(int sample) {
    return 0;
  }

  @Override
  public String domainName(int domain) {
    return Integer.toString(domain + 1);
  }
}
