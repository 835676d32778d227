package io.retort.runtime.experiment.result;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.Warning;
import io.retort.core.network.SavedNetwork;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run has found and made.
 *
 * @param name the experiment's name
 * @param location where everything was written: a {@code file:} URI of a folder, unless another
 *     {@code RunStore} is bound
 * @param teachers the figures of the teacher of each repeat; the first one was saved
 * @param students the figures of every student, with and without the teacher, by repeat and seed
 * @param comparisons for each head, whether distillation helped
 * @param studentSeed the seed of the distilled student that was saved: of the first repeat, the
 *     best one on its validation samples
 * @param student the saved student
 * @param notes what the user should know besides, such as formats that cannot hold the student
 * @param warnings what is likely a mistake in the experiment, its data or its models
 * @param environment what the last bits of the figures depend on besides the configuration, see
 *     {@link io.retort.core.backend.ComputeBackend#environment}
 * @param latencies by arm, the median of the seconds that a network of the first repeat takes for
 *     one test sample, on the run's backend; not for teachers that are no network
 */
public record RunResult(
    String name,
    URI location,
    List<ArmResult> teachers,
    List<ArmResult> students,
    List<Comparison> comparisons,
    long studentSeed,
    SavedNetwork student,
    List<String> notes,
    List<Warning> warnings,
    Map<String, String> environment,
    Map<String, Double> latencies) {

  /** The code of the warning about an exporter that has failed. */
  public static final String EXPORT_FAILED = "export-failed";

  public RunResult {
    teachers = List.copyOf(teachers);
    students = List.copyOf(students);
    comparisons = List.copyOf(comparisons);
    notes = List.copyOf(notes);
    warnings = List.copyOf(warnings);
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    latencies = Collections.unmodifiableMap(new LinkedHashMap<>(latencies));
  }

  /**
   * The same result, with what came of the exports.
   *
   * @param exportNotes what the user should know of them
   * @param failures formats to which the student could not be exported, though they can hold it
   * @return a new result
   */
  public RunResult exported(List<String> exportNotes, List<Warning> failures) {
    List<Warning> all = new ArrayList<>(warnings);
    all.addAll(failures);
    return new RunResult(
        name,
        location,
        teachers,
        students,
        comparisons,
        studentSeed,
        student,
        exportNotes,
        all,
        environment,
        latencies);
  }

  /**
   * The same result, with one more warning.
   *
   * @param warning what the user should know
   * @return a new result
   */
  public RunResult with(Warning warning) {
    return exported(notes, List.of(warning));
  }

  /**
   * The formats to which the student could not be exported, though they can hold it.
   *
   * @return why, and how to repeat it; part of the warnings
   */
  public List<Warning> failedExports() {
    return warnings.stream().filter(warning -> warning.code().equals(EXPORT_FAILED)).toList();
  }

  /**
   * The teacher that was saved: that of the first repeat.
   *
   * @return its figures
   */
  public ArmResult teacher() {
    return teachers.get(0);
  }

  /**
   * The folder in which everything was written.
   *
   * @return an absolute path
   * @throws RetortException if everything was written elsewhere
   */
  public Path folder() {
    if (!"file".equals(location.getScheme())) {
      throw new RetortException(
          ErrorKind.CONFIGURATION, "The run lies in " + location + ", which is not a folder");
    }
    return Path.of(location);
  }
}
