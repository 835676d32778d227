package io.retort.app;

import java.util.Optional;
import java.util.function.IntConsumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The number of students that are trained at the same time. */
final class JobsOption {
  @Option(
      names = "--jobs",
      paramLabel = "N",
      description =
          "Train as many students at the same time, of other seeds or with and without the teacher"
              + " (default: as many as the backend has threads). The results are the same.")
  private Optional<Integer> jobs = Optional.empty();

  /**
   * Sets the number, if there is one.
   *
   * @throws ParameterException if it is below 1
   */
  void apply(CommandSpec spec, IntConsumer target) {
    jobs.map(count -> CommandArgument.atLeast(spec, 1, "--jobs", count)).ifPresent(target::accept);
  }
}
