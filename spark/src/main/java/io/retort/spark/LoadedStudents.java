package io.retort.spark;

import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.serving.Computation;
import io.retort.serving.Student;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * The students that are loaded in this JVM, whose predictions any number of threads may ask for.
 */
final class LoadedStudents {
  /**
   * Tasks are made anew from bytes wherever they run, and an executor has no object of ours that
   * outlives them: what it is to keep must be static.
   */
  private static final ModelCache<Student> OF_THIS_JVM = new ModelCache<>(4);

  private LoadedStudents() {}

  /**
   * Takes a student, which is loaded if it is not yet here.
   *
   * @param hash of its files
   * @param files asked for only where they are needed
   * @throws RetortException if it cannot be loaded
   */
  static ModelCache.Lease<Student> take(String hash, Supplier<StudentFiles> files) {
    return OF_THIS_JVM.take(hash, () -> load(files.get()));
  }

  static Student load(StudentFiles files) {
    try (UnpackedFolder folder = UnpackedFolder.create("retort-student-")) {
      Path path = folder.path();
      files.write(path);
      return Student.load(path, Computation.AUTO);
    } catch (IOException failure) {
      throw new RetortException(
          ErrorKind.ENVIRONMENT,
          "The student cannot be unpacked into the folder for temporary files: "
              + Reason.of(failure)
              + "; name another one with -Djava.io.tmpdir in spark.executor.extraJavaOptions",
          failure);
    }
  }
}
