package io.retort.datasets.images;

import io.retort.core.Echo;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.Warning;
import io.retort.datasets.file.DataFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A folder that has a folder of images for each class. */
final class ImageFolder {
  /** What file managers leave behind, besides names that begin with a dot. */
  private static final Set<String> LITTER = Set.of("Thumbs.db", "desktop.ini");

  private ImageFolder() {}

  /**
   * Lists the files in the order of their classes and then of their names.
   *
   * @param key the setting that names the folder
   */
  static ImageListing list(String key, Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new RetortException(
          ErrorKind.DATA,
          "The folder of images "
              + folder
              + (Files.exists(folder) ? " is a file" : " does not exist")
              + "; correct "
              + key
              + " in the data set's configuration");
    }
    List<String> classes = new ArrayList<>();
    List<String> beside = new ArrayList<>();
    List<ImageListing.Entry> files = new ArrayList<>();
    for (Path each : entries(folder)) {
      String name = each.getFileName().toString();
      if (!Files.isDirectory(each)) {
        beside.add(name);
        continue;
      }
      classes.add(name);
      List<Path> images = entries(each);
      if (images.isEmpty()) {
        throw new RetortException(
            ErrorKind.DATA,
            "The folder "
                + each
                + " of the class "
                + Echo.quoted(name)
                + " is empty; put images into it, or remove it");
      }
      for (Path image : images) {
        files.add(
            new ImageListing.Entry(
                image, name + "/" + image.getFileName(), name, ImageListing.Facts.NONE));
      }
    }
    if (classes.isEmpty()) {
      throw new RetortException(
          ErrorKind.DATA,
          "The folder "
              + folder
              + " has no folders; "
              + (beside.isEmpty() ? "put images there" : "move its images")
              + " into a folder for each class, which is called like the class");
    }
    return new ImageListing(
        key,
        folder,
        ListColumns.NONE,
        List.copyOf(classes),
        List.copyOf(files),
        warnings(key, folder, beside));
  }

  private static List<Warning> warnings(String key, Path folder, List<String> beside) {
    return beside.isEmpty()
        ? List.of()
        : List.of(
            new Warning(
                "images-without-class",
                "data." + key,
                "The folder "
                    + folder
                    + " has files beside the folders of classes, which are left out: "
                    + Echo.of(beside)));
  }

  private static List<Path> entries(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> !isLitter(entry.getFileName().toString()))
          .sorted(Comparator.comparing(entry -> entry.getFileName().toString()))
          .toList();
    } catch (IOException failure) {
      throw DataFile.failure(folder, failure);
    }
  }

  private static boolean isLitter(String name) {
    return name.startsWith(".") || LITTER.contains(name);
  }
}
