package io.retort.runtime.tensorboard;

import io.retort.runtime.common.files.AtomicFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The event file of one training, which grows by an event at a time. Nothing of it is held back or
 * kept open, so that TensorBoard can follow, and a process that is killed leaves whole events.
 * Where the machine itself fails, the last one may be cut off; it is left out when the run goes on.
 */
final class EventFile {
  /** TensorBoard looks for files with these words in their names, and reads them in this order. */
  private static final String TRAINING = "events.out.tfevents.1-training";

  private static final String TEST = "events.out.tfevents.2-test";
  private static final String FIX = "make it possible to write there, or run without TensorBoard";

  private final Path file;

  private EventFile(Path file) {
    this.file = file;
  }

  /**
   * The file of a training that begins, or goes on after an interruption.
   *
   * @param folder the training's folder
   * @param step events of later steps are left out: they will come again
   */
  static EventFile of(Path folder, long step) {
    Path file = folder.resolve(TRAINING);
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    try {
      List<byte[]> events =
          Files.exists(file) ? EventRecords.whole(Files.readAllBytes(file)) : List.of();
      for (byte[] event : events) {
        if (Event.step(event) <= step) {
          kept.writeBytes(EventRecords.framed(event));
        }
      }
    } catch (IOException unreadable) {
      throw AtomicFiles.unwritable(file, unreadable, FIX);
    }
    if (kept.size() == 0) {
      kept.writeBytes(EventRecords.framed(Event.version(now())));
    }
    write(file, kept);
    return new EventFile(file);
  }

  /** Appends numbers of one step; those that are not finite are left out. */
  void append(long step, Map<String, Double> values) {
    try {
      Files.write(
          file,
          EventRecords.framed(Event.scalars(now(), step, finite(values))),
          StandardOpenOption.APPEND);
    } catch (IOException failure) {
      throw AtomicFiles.unwritable(file, failure, FIX);
    }
  }

  /** Writes the figures of a model on the test samples, in a file of their own. */
  static void test(Path folder, long step, Map<String, Double> values) {
    whole(folder.resolve(TEST), Event.scalars(now(), step, finite(values)));
  }

  /** Writes a text. */
  static void text(Path folder, String tag, String text) {
    whole(folder.resolve(TRAINING), Event.text(now(), tag, text));
  }

  private static void whole(Path file, byte[] event) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(EventRecords.framed(Event.version(now())));
    content.writeBytes(EventRecords.framed(event));
    write(file, content);
  }

  private static void write(Path file, ByteArrayOutputStream content) {
    try {
      Files.createDirectories(file.getParent());
    } catch (IOException failure) {
      throw AtomicFiles.unwritable(file, failure, FIX);
    }
    AtomicFiles.write(file, content.toByteArray());
  }

  private static Map<String, Double> finite(Map<String, Double> values) {
    Map<String, Double> finite = new TreeMap<>(values);
    finite.values().removeIf(value -> !Double.isFinite(value));
    return finite;
  }

  private static double now() {
    return Instant.now().toEpochMilli() / 1e3;
  }
}
