package io.retort.spark;

import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.runtime.configuration.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The folder that a labelling writes. A file of the input becomes {@code part=NUMBER}, which has
 * its name when it is complete. What each was made of is in the folder {@code _retort}, which Spark
 * passes over when it reads the parts.
 */
final class LabelledParts {
  private final Configuration hadoop;
  private final JobFolder folder;
  private final FileSystem system;

  private LabelledParts(Configuration hadoop, JobFolder folder) {
    this.hadoop = hadoop;
    this.folder = folder;
    this.system = folder.system();
  }

  /**
   * A folder, which need not be there.
   *
   * @throws RetortException if it holds something else
   */
  static LabelledParts open(String name, Configuration hadoop) {
    return new LabelledParts(hadoop, JobFolder.open(name, hadoop, "a labelling"));
  }

  /**
   * What a part was made of.
   *
   * @param input the file
   * @param bytes its length
   * @param modified when it was written, in milliseconds since 1970
   * @param teacher the teacher's fingerprint
   * @param settings all that was configured
   */
  record Origin(String input, long bytes, long modified, String teacher, String settings) {}

  /** A part. */
  final class Part {
    private final String name;
    private final Origin origin;

    private Part(int number, Origin origin) {
      this.name = String.format("part=%05d", number);
      this.origin = origin;
    }

    String input() {
      return origin.input();
    }

    String name() {
      return name;
    }

    private Path complete() {
      return new Path(folder.path(), name);
    }

    private Path record() {
      return new Path(folder.records(), name + ".json");
    }

    /** Where it is written. */
    Path unfinished() {
      return new Path(folder.records(), name + ".unfinished");
    }

    /**
     * Whether it is complete.
     *
     * @throws RetortException if it was made of something else
     */
    private boolean isComplete() throws IOException {
      Optional<Origin> before = before();
      if (before.isPresent()) {
        requireSame(before.get());
      }
      return system.exists(complete());
    }

    private Optional<Origin> before() throws IOException {
      Optional<byte[]> json = folder.read(record());
      return json.isEmpty()
          ? Optional.empty()
          : Optional.of(Json.read(new String(json.get(), StandardCharsets.UTF_8), Origin.class));
    }

    private void requireSame(Origin before) {
      String other = null;
      if (!before.teacher().equals(origin.teacher())) {
        other = "by another teacher, or the teacher has changed since";
      } else if (!before.settings().equals(origin.settings())) {
        other = "with other settings";
      } else if (!before.equals(origin)) {
        other = "for " + before.input() + " as it was then, and is now for " + origin.input();
      }
      if (other != null) {
        throw new RetortException(
            ErrorKind.CONFIGURATION,
            "The part "
                + complete()
                + " was labelled "
                + other
                + "; go on with what it was begun with, choose another folder with 'output', or"
                + " delete it");
      }
    }

    /** Says what it will be made of, and deletes what an earlier attempt has left. */
    void begin() {
      try {
        system.delete(unfinished(), true);
        folder.write(record(), Json.pretty(origin).getBytes(StandardCharsets.UTF_8));
      } catch (IOException failure) {
        throw folder.unwritable(failure);
      }
    }

    /** Gives it its name. */
    void end() {
      try {
        if (!system.rename(unfinished(), complete())) {
          throw new IOException(unfinished() + " cannot be renamed");
        }
      } catch (IOException failure) {
        throw folder.unwritable(failure);
      }
    }
  }

  /**
   * The parts for all files of an input.
   *
   * @param input a file, a folder or a pattern
   * @param teacher the teacher's fingerprint
   * @param settings all that is configured
   */
  List<Part> parts(String input, String teacher, String settings) {
    try {
      Path path = new Path(input);
      FileSystem source = path.getFileSystem(hadoop);
      FileStatus[] found = source.globStatus(path);
      List<FileStatus> files = new ArrayList<>();
      for (FileStatus each : found == null ? new FileStatus[0] : found) {
        collect(source, each, files);
      }
      if (files.isEmpty()) {
        throw new RetortException(ErrorKind.DATA, "There are no files " + input);
      }
      files.sort(Comparator.comparing(file -> file.getPath().toString()));
      List<Part> parts = new ArrayList<>();
      for (FileStatus file : files) {
        parts.add(
            new Part(
                parts.size(),
                new Origin(
                    file.getPath().toString(),
                    file.getLen(),
                    file.getModificationTime(),
                    teacher,
                    settings)));
      }
      return parts;
    } catch (IOException failure) {
      throw new RetortException(
          ErrorKind.DATA, "The input " + input + " cannot be read: " + Reason.of(failure), failure);
    }
  }

  /** Files below a folder but those that Spark passes over. */
  private static void collect(FileSystem system, FileStatus found, List<FileStatus> files)
      throws IOException {
    if (found.isFile()) {
      files.add(found);
      return;
    }
    for (FileStatus each : system.listStatus(found.getPath())) {
      String name = each.getPath().getName();
      if (!name.startsWith("_") && !name.startsWith(".")) {
        collect(system, each, files);
      }
    }
  }

  /**
   * The parts that are not yet complete.
   *
   * @throws RetortException naming one that was made of something else
   */
  List<Part> missing(List<Part> all) {
    try {
      List<Part> missing = new ArrayList<>();
      for (Part part : all) {
        if (!part.isComplete()) {
          missing.add(part);
        }
      }
      return missing;
    } catch (IOException failure) {
      throw new RetortException(
          ErrorKind.DATA,
          "The folder " + folder.path() + " cannot be read: " + Reason.of(failure),
          failure);
    }
  }
}
