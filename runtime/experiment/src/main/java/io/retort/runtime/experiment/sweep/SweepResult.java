package io.retort.runtime.experiment.sweep;

import io.retort.core.progress.Unit;
import java.nio.file.Path;
import java.util.List;

/**
 * What a sweep has found.
 *
 * @param name the sweep's name
 * @param folder where everything was written
 * @param sweep what was asked for
 * @param head the head whose score decides
 * @param score the name of the score
 * @param unit in what the score is given
 * @param higherIsBetter whether a larger score is better
 * @param rungs the scores of each rung, the best first
 */
public record SweepResult(
    String name,
    Path folder,
    Sweep sweep,
    String head,
    String score,
    Unit unit,
    boolean higherIsBetter,
    List<List<CandidateScore>> rungs) {

  public SweepResult {
    rungs = rungs.stream().map(List::copyOf).toList();
  }

  /**
   * The best candidate.
   *
   * @return the best of the last rung
   */
  public CandidateScore best() {
    return rungs.get(rungs.size() - 1).get(0);
  }
}
