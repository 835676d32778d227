package io.retort.datasets.images;

import io.retort.core.image.ImageFit;
import java.nio.file.Path;
import java.util.Optional;

/** Settings, first the defaults for a folder. */
final class Given {
  private Optional<Path> folder = Optional.empty();
  private Optional<Path> list = Optional.empty();
  private Optional<String> group = Optional.empty();
  private Optional<String> time = Optional.empty();
  private Optional<String> weight = Optional.empty();
  private Optional<Path> testFolder = Optional.empty();
  private Optional<Path> testList = Optional.empty();
  private Optional<String> size = Optional.empty();
  private int channels = 3;
  private ImageFit fit = ImageFit.CROP;
  private BadImages badImages = BadImages.REFUSE;
  private double mean;
  private double deviation = 1;
  private Optional<Path> cache = Optional.empty();

  static Given folder(String name) {
    Given given = new Given();
    given.folder = Optional.of(Path.of(name));
    return given;
  }

  static Given list(String name) {
    Given given = new Given();
    given.list = Optional.of(Path.of(name));
    return given;
  }

  Given group(String column) {
    group = Optional.of(column);
    return this;
  }

  Given time(String column) {
    time = Optional.of(column);
    return this;
  }

  Given weight(String column) {
    weight = Optional.of(column);
    return this;
  }

  Given testFolder(String name) {
    testFolder = Optional.of(Path.of(name));
    return this;
  }

  Given testList(String name) {
    testList = Optional.of(Path.of(name));
    return this;
  }

  Given size(String written) {
    size = Optional.of(written);
    return this;
  }

  Given grey() {
    return channels(1);
  }

  Given channels(int number) {
    channels = number;
    return this;
  }

  Given fit(ImageFit value) {
    fit = value;
    return this;
  }

  Given skip() {
    badImages = BadImages.SKIP;
    return this;
  }

  Given scaled(double newMean, double newDeviation) {
    mean = newMean;
    deviation = newDeviation;
    return this;
  }

  Given cache(String name) {
    cache = Optional.of(Path.of(name));
    return this;
  }

  Images images() {
    return new Images(
        folder,
        list,
        group,
        time,
        weight,
        testFolder,
        testList,
        size,
        channels,
        fit,
        badImages,
        mean,
        deviation,
        cache);
  }
}
