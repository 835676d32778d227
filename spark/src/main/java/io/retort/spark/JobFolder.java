package io.retort.spark;

import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The folder that a job writes, on any file system that Spark knows. What it needs to go on is in
 * the folder {@code _retort}, which Spark passes over when it reads the rest.
 *
 * @param path the folder
 * @param system where it is
 */
record JobFolder(Path path, FileSystem system) {
  private static final String UNFINISHED = ".unfinished";

  /**
   * A folder, which need not be there.
   *
   * @param name as Spark names it
   * @param hadoop says how file systems are reached
   * @param job what it is of, in words such as "a labelling" or "the sweep 'a'"
   * @throws RetortException if it holds something else
   */
  static JobFolder open(String name, Configuration hadoop, String job) {
    Path path = new Path(name);
    try {
      JobFolder folder = new JobFolder(path, path.getFileSystem(hadoop));
      if (folder.system.exists(path) && !folder.system.exists(folder.records())) {
        throw new RetortException(
            ErrorKind.CONFIGURATION,
            "The folder "
                + path
                + " exists and is not that of "
                + job
                + "; choose another one, or delete it");
      }
      folder.begin(job);
      return folder;
    } catch (IOException failure) {
      throw unwritable(path, failure);
    }
  }

  private void begin(String job) throws IOException {
    Path said = new Path(records(), "job");
    system.mkdirs(records());
    // Whoever was stopped before it had said so has written nothing else.
    if (Stream.of(system.listStatus(records()))
        .allMatch(file -> file.getPath().getName().endsWith(UNFINISHED))) {
      write(said, job.getBytes(StandardCharsets.UTF_8));
    }
    String before =
        read(said).map(name -> new String(name, StandardCharsets.UTF_8)).orElse("another job");
    if (!before.equals(job)) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The folder "
              + path
              + " is that of "
              + before
              + " and not of "
              + job
              + "; choose another one, or delete it");
    }
  }

  Path records() {
    return new Path(path, "_retort");
  }

  /** A file, if it is there. */
  Optional<byte[]> read(Path file) {
    try {
      if (!system.exists(file)) {
        return Optional.empty();
      }
      try (var in = system.open(file)) {
        return Optional.of(in.readAllBytes());
      }
    } catch (IOException failure) {
      throw new RetortException(
          ErrorKind.DATA, "The file " + file + " cannot be read: " + Reason.of(failure), failure);
    }
  }

  /** Writes a file that is either complete or not there, in the place of one that was. */
  void write(Path file, byte[] content) {
    Path unfinished = new Path(file.getParent(), "_" + file.getName() + UNFINISHED);
    try {
      try (var out = system.create(unfinished, true)) {
        out.write(content);
      }
      system.delete(file, false);
      if (!system.rename(unfinished, file)) {
        throw new IOException(unfinished + " cannot be renamed");
      }
    } catch (IOException failure) {
      throw unwritable(failure);
    }
  }

  /**
   * Writes the files of a folder of this machine beside those that are there.
   *
   * @param last the file that says that the others are complete
   */
  void publish(java.nio.file.Path local, String last) {
    try (Stream<java.nio.file.Path> all = Files.walk(local)) {
      List<java.nio.file.Path> files =
          all.filter(Files::isRegularFile)
              .sorted(
                  Comparator.comparing((java.nio.file.Path file) -> file.endsWith(last))
                      .thenComparing(Comparator.naturalOrder()))
              .toList();
      for (java.nio.file.Path file : files) {
        Path own = new Path(path, local.relativize(file).toString());
        system.mkdirs(own.getParent());
        write(own, Files.readAllBytes(file));
      }
    } catch (IOException failure) {
      throw unwritable(failure);
    }
  }

  RetortException unwritable(IOException failure) {
    return unwritable(path, failure);
  }

  private static RetortException unwritable(Path path, IOException failure) {
    return new RetortException(
        ErrorKind.ENVIRONMENT,
        "The folder "
            + path
            + " cannot be written: "
            + Reason.of(failure)
            + "; make that possible and start again, which keeps what is complete",
        failure);
  }
}
