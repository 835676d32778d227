package io.retort.runtime.experiment.data;

import io.retort.core.data.Head;
import io.retort.core.data.Samples;
import io.retort.core.data.Task;
import io.retort.core.loss.Target;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What each sample is one of: its domain, and in it its class of the first head with classes.
 * Without classes, all samples of a domain are alike.
 *
 * @param of the number of each sample's stratum
 * @param count how many numbers there may be
 */
record Strata(int[] of, int count) {

  static Strata of(Samples samples, List<Head> heads) {
    int[] all = IntStream.range(0, samples.size()).toArray();
    Optional<Head> labelled =
        heads.stream().filter(head -> head.task() instanceof Task.SingleLabel).findFirst();
    int[] numbers =
        labelled
            .map(head -> ((Target.Classes) samples.labels(head.name(), all)).labels().clone())
            .orElseGet(() -> new int[samples.size()]);
    int classes = labelled.map(head -> head.task().outputs()).orElse(1);
    Arrays.setAll(numbers, i -> samples.domain(i) * classes + numbers[i]);
    return new Strata(numbers, Arrays.stream(numbers).max().orElse(-1) + 1);
  }

  /** How many samples are of each. */
  int[] sizes() {
    int[] sizes = new int[count];
    for (int number : of) {
      sizes[number]++;
    }
    return sizes;
  }

  /** The indexes of the samples of each, in ascending order. */
  int[][] members() {
    int[][] members = Arrays.stream(sizes()).mapToObj(int[]::new).toArray(int[][]::new);
    int[] next = new int[count];
    for (int i = 0; i < of.length; i++) {
      members[of[i]][next[of[i]]++] = i;
    }
    return members;
  }
}
