package io.retort.runtime.report;

import java.util.List;
import java.util.Optional;

/**
 * What a run or a sweep has found, as text: what the command line shows at the end. It is made of
 * {@code result.json} alone.
 */
public final class Summary {
  /** The name that the text has in a folder. */
  public static final String FILE = "summary.txt";

  /** The columns of tables in the file, and the most that they take on wider terminals. */
  public static final int WIDTH = 80;

  private Summary() {}

  /**
   * The text of the file.
   *
   * @param result what {@code result.json} says
   * @return lines, with a line break after the last
   */
  public static String of(String result) {
    return of(result, WIDTH) + "\n";
  }

  /**
   * A summary for a terminal.
   *
   * @param result what {@code result.json} says
   * @param width the columns that rows of tables may take; sentences are wrapped by whoever prints
   * @return lines, without a line break after the last
   */
  public static String of(String result, int width) {
    RunData data =
        RunData.of(name -> name.equals("result.json") ? Optional.of(result) : Optional.empty());
    int columns = Math.min(width, WIDTH);
    List<String> lines =
        data.result().has("rungs")
            ? new SweepSummary(data.result()).lines(columns)
            : new RunSummary(data).lines(columns);
    return String.join("\n", lines);
  }
}
