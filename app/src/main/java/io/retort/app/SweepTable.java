package io.retort.app;

import io.retort.runtime.experiment.sweep.Candidate;
import io.retort.runtime.experiment.sweep.CandidateScore;
import io.retort.runtime.experiment.sweep.SweepResult;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/** The table at the end of a sweep: the candidates of each rung, the best first. */
final class SweepTable {
  private static final int GAP = 3;

  private final SweepResult result;

  SweepTable(SweepResult result) {
    this.result = result;
  }

  void print(PrintWriter out) {
    for (List<CandidateScore> rung : result.rungs()) {
      out.println();
      out.printf(
          "Validation samples, head '%s', %d steps; mean ± standard deviation over %d %s%n",
          result.head(),
          rung.get(0).steps(),
          result.sweep().seeds().size(),
          result.sweep().seeds().size() == 1 ? "seed" : "seeds");
      out.print(table(rung));
    }
    out.println();
  }

  private String table(List<CandidateScore> rung) {
    List<List<String>> rows = new ArrayList<>();
    List<String> titles = new ArrayList<>(result.sweep().vary().keySet());
    titles.add(result.score());
    rows.add(titles);
    rung.forEach(score -> rows.add(row(score)));
    Column[] columns = new Column[titles.size()];
    for (int i = 0; i < columns.length; i++) {
      int column = i;
      int width = rows.stream().mapToInt(row -> row.get(column).length()).max().orElseThrow();
      columns[i] = new Column(width + 2 * GAP, i == 0 ? 0 : GAP, Overflow.SPAN);
    }
    TextTable table = TextTable.forColumns(Help.defaultColorScheme(Help.Ansi.OFF), columns);
    rows.forEach(row -> table.addRowValues(row.toArray(String[]::new)));
    return table.toString();
  }

  private List<String> row(CandidateScore score) {
    Candidate candidate = score.candidate();
    List<String> cells = new ArrayList<>();
    candidate.values().values().forEach(value -> cells.add(value.toString()));
    String deviation =
        Double.isNaN(score.deviation()) ? "" : " ± " + Figures.of(result.unit(), score.deviation());
    cells.add(score.diverged() ? "diverged" : Figures.of(result.unit(), score.mean()) + deviation);
    return cells;
  }
}
