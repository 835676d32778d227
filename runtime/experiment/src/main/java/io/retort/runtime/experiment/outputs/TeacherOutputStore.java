package io.retort.runtime.experiment.outputs;

import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.data.Samples;
import io.retort.core.loss.TargetKind;
import io.retort.core.teacher.OutputRows;
import io.retort.core.teacher.OutputStore;
import io.retort.core.teacher.TeacherOutput;
import io.retort.runtime.experiment.settings.TeacherOutputSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Keeps outputs in files: in a folder for each of the things that rows depend on.
 *
 * @param folder gives that of all outputs, which is made when it is first needed
 * @param settings what is kept of an output
 * @param experiment the name that files say they are from
 * @param heads those of the data
 * @param teacher gives a hash of all that determines what the teacher says
 * @param data gives a hash of samples
 */
public record TeacherOutputStore(
    Supplier<Path> folder,
    TeacherOutputSettings settings,
    String experiment,
    List<Head> heads,
    Supplier<String> teacher,
    Function<Samples, String> data)
    implements OutputStore {

  /**
   * Finds out before a teacher is trained whether its outputs could be kept in a folder.
   *
   * @param folder need not be there yet, and is not made
   * @throws RetortException if it could not be made, or nothing can be written there
   */
  public static void requireUsable(Path folder) {
    Path there = folder.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there)) {
      throw unusable(folder, there + " is not a folder", null);
    }
    try {
      // Permissions alone do not tell: root has them where the system refuses to make a file.
      Files.delete(Files.createTempFile(there, "trial", null));
    } catch (IOException refused) {
      throw unusable(folder, there + " cannot be written to: " + Reason.of(refused), refused);
    }
  }

  private static RetortException unusable(Path folder, String why, IOException cause) {
    return new RetortException(
        ErrorKind.ENVIRONMENT,
        "No outputs can be kept in "
            + folder
            + ": "
            + why
            + "; choose another folder with teacher-outputs.folder",
        cause);
  }

  @Override
  public Optional<OutputRows> open(TeacherOutput output, Samples samples) {
    RowFormat format = format(output);
    OutputDescription.Key key =
        new OutputDescription.Key(
            teacher.get(),
            data.apply(samples.origin()),
            samples.origin().size(),
            output.name(),
            output.kind(),
            output.shape().toString(),
            format.name());
    return Optional.of(
        new StoredRows(
            folder.get().resolve(key.folder()),
            new OutputDescription(experiment, Instant.now().toString(), key),
            format,
            output.shape().elements()));
  }

  @Override
  public TeacherOutput given(TeacherOutput output) {
    return new TeacherOutput(output.name(), format(output).given(), output.shape());
  }

  private RowFormat format(TeacherOutput output) {
    int width = output.shape().elements();
    return switch (settings.format()) {
      case FLOAT32 -> new Float32Format(output.kind(), width);
      case FLOAT16 -> new Float16Format(output.kind(), width);
      case TOP_K ->
          ofClasses(output)
              ? TopClassesFormat.of(output.kind(), width, settings.classes())
              : new Float16Format(output.kind(), width);
    };
  }

  /** Whether an output is that of a head that chooses one of several classes. */
  private boolean ofClasses(TeacherOutput output) {
    return output.kind() != TargetKind.FEATURES
        && heads.stream()
            .filter(head -> head.name().equals(output.name()))
            .anyMatch(
                head ->
                    head.task()
                        .match(
                            classes -> true, labels -> false, values -> false, embedding -> false));
  }
}
