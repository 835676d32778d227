package io.retort.core.data;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.loss.Target;
import io.retort.core.tensor.Tensor;
import java.util.stream.IntStream;

/** The samples of one domain of a list, as a list without domains. */
final class OneDomain implements Samples {
  private final Subset members;

  private OneDomain(Subset members) {
    this.members = members;
  }

  static OneDomain of(Samples all, int domain) {
    int[] chosen =
        IntStream.range(0, all.size()).filter(sample -> all.domain(sample) == domain).toArray();
    if (chosen.length == 0) {
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
  public int size() {
    return members.size();
  }

  @Override
  public void inputs(int[] samples, Tensor destination) {
    members.inputs(samples, destination);
  }

  @Override
  public Target.GroundTruth labels(String head, int[] samples) {
    return members.labels(head, samples);
  }

  @Override
  public Samples origin() {
    return members.origin();
  }

  @Override
  public int indexInOrigin(int sample) {
    return members.indexInOrigin(sample);
  }
}
