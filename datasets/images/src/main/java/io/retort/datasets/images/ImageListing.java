package io.retort.datasets.images;

import io.retort.core.Echo;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.Warning;
import java.nio.file.Path;
import java.util.List;

/**
 * Files that are said to be images, and their classes.
 *
 * @param key the setting that names where they are listed
 * @param source the folder, or the file of the list
 * @param classes the names of the classes, sorted
 * @param files in the order of the samples
 * @param warnings of what is not listed
 */
record ImageListing(
    String key, Path source, List<String> classes, List<Entry> files, List<Warning> warnings) {

  /**
   * A file.
   *
   * @param id its path where it is listed
   */
  record Entry(Path file, String id, String label) {}

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

  /** Refuses classes that images to train with do not have. */
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
  }
}
