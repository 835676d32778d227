package io.retort.runtime.experiment.result;

import io.retort.core.progress.Unit;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What several runs have found about one head.
 *
 * @param head the head
 * @param score the figure by which they are compared, that of the first run's verdict
 * @param unit in what it is given
 * @param higherIsBetter whether a larger figure is better
 * @param runs the runs, in the order in which they were named
 */
public record ComparedHead(
    String head, String score, Unit unit, boolean higherIsBetter, List<Run> runs) {

  public ComparedHead {
    runs = List.copyOf(runs);
  }

  /**
   * One run.
   *
   * @param folder its folder
   * @param name the experiment's name
   * @param teacher the teacher's figure; not a number where it has none
   * @param alone the figures of the students alone, by seed
   * @param distilled those of the distilled students
   * @param parameters the number of a student's parameters
   * @param gain by how much its distilled students are better than those of the first run, seed by
   *     seed and test sample by test sample; empty for the first run, and where they cannot be
   *     paired
   * @param unpaired why they cannot be paired: a clause; empty for the first run, and where they
   *     are
   */
  public record Run(
      Path folder,
      String name,
      double teacher,
      List<Double> alone,
      List<Double> distilled,
      long parameters,
      Optional<Gain> gain,
      Optional<String> unpaired) {

    public Run {
      alone = List.copyOf(alone);
      distilled = List.copyOf(distilled);
    }

    /**
     * The last two names of the folder's path, which tell runs apart.
     *
     * @return such as {@code digits/20260102-030405-678}
     */
    public String shortName() {
      Path path = folder.toAbsolutePath().normalize();
      int names = path.getNameCount();
      return path.subpath(Math.max(0, names - 2), names).toString();
    }
  }
}
