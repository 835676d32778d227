package io.retort.spark;

import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.runtime.common.files.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;

/**
 * The files of a student, with which it travels to executors and into saved pipelines. Two of the
 * same hash are the same student. Immutable.
 */
final class StudentFiles implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  /** A broadcast variable, and an array of Java, may have this many bytes. */
  private static final long MOST_BYTES = Integer.MAX_VALUE - 16L;

  private final TreeMap<String, byte[]> files;
  private final String hash;

  private StudentFiles(Map<String, byte[]> files) {
    this.files = new TreeMap<>(files);
    MessageDigest digest = Sha256.digest();
    this.files.forEach(
        (name, content) -> {
          digest.update((name + "\0" + content.length + "\0").getBytes(StandardCharsets.UTF_8));
          digest.update(content);
        });
    this.hash = HexFormat.of().formatHex(digest.digest());
  }

  /**
   * Reads the files of a folder.
   *
   * @param folder the {@code student} folder of a run
   * @throws RetortException if they cannot be read
   */
  static StudentFiles read(Path folder) {
    Map<String, byte[]> files = new HashMap<>();
    try (Stream<Path> content = Files.list(folder)) {
      List<Path> regular = content.filter(Files::isRegularFile).sorted().toList();
      long bytes = 0;
      for (Path file : regular) {
        bytes += Files.size(file);
        requireModerate(bytes, folder.toString());
        files.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    } catch (IOException failure) {
      throw unreadable(folder.toString(), failure);
    }
    return new StudentFiles(files);
  }

  /**
   * Reads the files of a folder that Hadoop knows how to read.
   *
   * @param folder such as {@code hdfs://…} or {@code s3a://…}
   * @throws RetortException if they cannot be read
   */
  static StudentFiles read(String folder, Configuration hadoop) {
    Map<String, byte[]> files = new HashMap<>();
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(folder);
    try {
      FileSystem system = path.getFileSystem(hadoop);
      long bytes = 0;
      for (FileStatus file : system.listStatus(path)) {
        if (file.isFile()) {
          bytes += file.getLen();
          requireModerate(bytes, folder);
          try (var in = system.open(file.getPath())) {
            files.put(file.getPath().getName(), in.readAllBytes());
          }
        }
      }
    } catch (IOException failure) {
      throw unreadable(folder, failure);
    }
    return new StudentFiles(files);
  }

  private static void requireModerate(long bytes, String folder) {
    if (bytes > MOST_BYTES) {
      throw new RetortException(
          ErrorKind.ENVIRONMENT,
          "The student in "
              + folder
              + " has more than 2 GiB, which Spark does not ship to executors; use a smaller one");
    }
  }

  private static RetortException unreadable(String folder, IOException failure) {
    return new RetortException(
        ErrorKind.DATA,
        "The student in "
            + folder
            + " cannot be read: "
            + Reason.of(failure)
            + "; name the student folder of a run",
        failure);
  }

  /** Of the names and contents of all files. */
  String hash() {
    return hash;
  }

  /** Writes the files into a folder of this machine. */
  void write(Path folder) {
    files.forEach(
        (name, content) -> {
          try {
            Files.write(folder.resolve(name), content);
          } catch (IOException failure) {
            throw unwritable(folder.toString(), failure);
          }
        });
  }

  /** Writes the files into a new folder that Hadoop knows how to write. */
  void write(String folder, Configuration hadoop) {
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(folder);
    try {
      FileSystem system = path.getFileSystem(hadoop);
      system.mkdirs(path);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        try (OutputStream out = system.create(new org.apache.hadoop.fs.Path(path, file.getKey()))) {
          out.write(file.getValue());
        }
      }
    } catch (IOException failure) {
      throw unwritable(folder, failure);
    }
  }

  private static RetortException unwritable(String folder, IOException failure) {
    return new RetortException(
        ErrorKind.ENVIRONMENT,
        "The student cannot be written to " + folder + ": " + Reason.of(failure),
        failure);
  }
}
