package io.retort.datasets.images;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The columns of a list of images that say more of each image than its class.
 *
 * @param group the column of the groups that are not divided
 * @param time the column of the times by which images are divided
 * @param weight the column of the weights that images have in losses
 */
record ListColumns(Optional<String> group, Optional<String> time, Optional<String> weight) {
  static final ListColumns NONE =
      new ListColumns(Optional.empty(), Optional.empty(), Optional.empty());

  ListColumns {
    if (group.isPresent() && time.isPresent()) {
      throw new IllegalArgumentException(
          "Images are divided either by the group in '"
              + group.get()
              + "' or by the time in '"
              + time.get()
              + "'; leave group or time out");
    }
  }

  /** The first line of a list with these columns. */
  String header() {
    return Stream.of(Optional.of("path,label"), group, time, weight)
        .flatMap(Optional::stream)
        .collect(Collectors.joining(",", "'", "' into its first line"));
  }

  boolean any() {
    return group.isPresent() || time.isPresent() || weight.isPresent();
  }
}
