package io.retort.app;

import io.retort.serving.Computation;
import io.retort.serving.Student;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments that name a saved student and what computes it. */
final class SavedStudent {
  @Parameters(
      index = "0",
      paramLabel = "STUDENT",
      description = "The folder of a run, or of a student.")
  private Path named;

  @Option(
      names = "--computation",
      paramLabel = "KIND",
      description = "What computes: auto, backend or java, which needs no native library.")
  private Computation computation = Computation.AUTO;

  /** The student's own folder. */
  Path folder() {
    Path ofRun = named.resolve("student");
    return Files.isDirectory(ofRun) ? ofRun : named;
  }

  /** Loads the student, which the caller closes. */
  Student load() {
    return Student.load(folder(), computation);
  }
}
