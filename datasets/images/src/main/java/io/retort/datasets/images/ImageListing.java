package io.retort.datasets.images;

import io.retort.core.Echo;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.Warning;
import io.retort.datasets.table.SampleTime;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Files that are said to be images, and their classes.
 *
 * @param key the setting that names where they are listed
 * @param source the folder, or the file of the list
 * @param columns those of the list that say more of images than their class
 * @param classes the names of the classes, sorted
 * @param files in the order of the samples
 * @param warnings of what is not listed
 */
record ImageListing(
    String key,
    Path source,
    ListColumns columns,
    List<String> classes,
    List<Entry> files,
    List<Warning> warnings) {

  /**
   * A file.
   *
   * @param id its path where it is listed
   * @param facts what else is listed of it
   */
  record Entry(Path file, String id, String label, Facts facts) {}

  /**
   * What columns say of an image; empty where there is no such column.
   *
   * @param group that is not divided
   * @param time when it was taken
   * @param weight that it has in losses
   */
  record Facts(Optional<String> group, Optional<SampleTime> time, OptionalDouble weight) {
    static final Facts NONE = new Facts(Optional.empty(), Optional.empty(), OptionalDouble.empty());
  }

  /** Refuses what nothing can be told apart in. */
  void requireClasses() {
    if (classes.size() == 1) {
      throw new RetortException(
          ErrorKind.DATA,
          "All images of "
              + source
              + " have the class "
              + Echo.quoted(classes.get(0))
              + ", but a classification needs two classes; add images of another one");
    }
  }

  /** How times are written, if there are any. */
  Optional<String> writtenTimes() {
    return files.get(0).facts().time().map(SampleTime::written);
  }

  /** A column, as the first words of a message. */
  String column(String name) {
    return source + ", column '" + name + "'";
  }

  /** Refuses classes that images to train with do not have, and times of another kind. */
  void requireAmong(ImageListing train) {
    List<String> unknown = classes.stream().filter(each -> !train.classes.contains(each)).toList();
    if (!unknown.isEmpty()) {
      throw new RetortException(
          ErrorKind.DATA,
          "The images to test with in "
              + source
              + " have the class "
              + Echo.quoted(unknown.get(0))
              + ", which none of those to train with in "
              + train.source
              + " has; add images of it there, or take it out here");
    }
    if (!writtenTimes().equals(train.writtenTimes())) {
      throw new RetortException(
          ErrorKind.DATA,
          "The times in "
              + column(columns.time().orElseThrow())
              + ", are "
              + writtenTimes().orElseThrow()
              + "s, but those of "
              + train.source
              + " are "
              + train.writtenTimes().orElseThrow()
              + "s; write all times alike");
    }
  }
}
