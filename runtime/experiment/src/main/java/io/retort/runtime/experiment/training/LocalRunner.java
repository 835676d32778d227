package io.retort.runtime.experiment.training;

import io.retort.runtime.experiment.assembly.RunParts;

/** Trains the students of a run in this process. */
public final class LocalRunner implements StudentRunner {

  @Override
  public int concurrentTrainings(RunParts parts) {
    return parts.backend().concurrentTrainings();
  }

  @Override
  public SeedTrainings trainings(RunParts parts, int repeat) {
    return new StudentTrainings(parts, repeat, parts.cachedOutputs(), parts.listener());
  }
}
