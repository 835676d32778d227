package io.retort.teachers.onnx.model;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Refuses to use a version of ONNX Runtime where it would end the process. */
final class RuntimeVersion {
  /** Loading a model overwrites memory where the command line is longer than 4,096 bytes. */
  private static final String CRASHES = "1.29.0";

  private static final int LONGEST = 4096;
  private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

  private RuntimeVersion() {}

  static void check(String version) {
    check(version, COMMAND_LINE);
  }

  /** The same with another file in place of the process's command line. */
  static void check(String version, Path commandLine) {
    if (version.equals(CRASHES) && isLong(commandLine)) {
      throw new RetortException(
          ErrorKind.ENVIRONMENT,
          "ONNX Runtime "
              + version
              + " crashes in a process whose command line is longer than 4,096 bytes, as this one"
              + " is; use another version of com.microsoft.onnxruntime:onnxruntime, such as 1.28.0,"
              + " or name the class path in an @-file");
    }
  }

  private static boolean isLong(Path commandLine) {
    try (InputStream in = Files.newInputStream(commandLine)) {
      return in.readNBytes(LONGEST + 1).length > LONGEST;
    } catch (IOException otherSystem) {
      return false;
    }
  }
}
