package io.retort.app;

import io.retort.runtime.common.files.AtomicFiles;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The argument that names a file to write instead of printing. */
final class OutputOption {
  @Option(names = "--output", paramLabel = "FILE", description = "Write to this file.")
  private Path file;

  void write(String text, PrintWriter out) {
    if (file == null) {
      out.print(text);
      out.flush();
    } else {
      AtomicFiles.write(file.toAbsolutePath(), text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
