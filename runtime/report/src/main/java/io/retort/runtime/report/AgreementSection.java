package io.retort.runtime.report;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How often students decide as the teacher does, and who is right where they do not. */
final class AgreementSection {

  private AgreementSection() {}

  static DomContent of(RunData data) {
    List<DomContent> parts = new ArrayList<>();
    for (String head : data.heads()) {
      List<List<String>> rows = new ArrayList<>();
      for (String arm : List.of(RunData.ALONE, RunData.DISTILLED)) {
        List<Double> values =
            RunData.list(data.result().path("students")).stream()
                .filter(student -> student.path("arm").asText().equals(arm))
                .map(student -> student.path("agreement-with-teacher").path(head))
                .filter(JsonNode::isNumber)
                .map(JsonNode::asDouble)
                .toList();
        if (!values.isEmpty()) {
          rows.add(List.of(RunData.words(arm), Numbers.spread(true, values)));
        }
      }
      if (!rows.isEmpty()) {
        parts.add(
            Parts.table(
                "Same decision as the teacher, head " + Texts.name(head) + ", all seeds",
                List.of("model", "test samples"),
                rows));
        parts.addAll(whoIsRight(data, head).stream().toList());
      }
    }
    if (parts.isEmpty()) {
      parts.add(Parts.note("There are no classes on which students and teacher could agree."));
    }
    return Parts.section("Agreement with the teacher", parts);
  }

  private static Optional<DomContent> whoIsRight(RunData data, String head) {
    int[][][] counts = new int[2][2][2];
    int all = 0;
    for (NamedCsvRecord row : CsvTable.rows(data.files(), "predictions.csv")) {
      String label = row.findField("label").orElse("");
      String teacher = row.findField(RunData.TEACHER).orElse("");
      if (row.findField("head").orElse("").equals(head)
          && row.findField("output").orElse("").isEmpty()
          && !teacher.isEmpty()) {
        all++;
        int right = teacher.equals(label) ? 0 : 1;
        counts[0][right][row.findField(RunData.ALONE).orElse("").equals(label) ? 0 : 1]++;
        counts[1][right][row.findField(RunData.DISTILLED).orElse("").equals(label) ? 0 : 1]++;
      }
    }
    if (all == 0) {
      return Optional.empty();
    }
    List<List<String>> rows = new ArrayList<>();
    List<String> arms = List.of(RunData.ALONE, RunData.DISTILLED);
    for (int arm = 0; arm < 2; arm++) {
      rows.add(
          List.of(
              RunData.words(arms.get(arm)),
              Numbers.count(counts[arm][0][0]),
              Numbers.count(counts[arm][0][1]),
              Numbers.count(counts[arm][1][0]),
              Numbers.count(counts[arm][1][1])));
    }
    return Optional.of(
        Parts.table(
            "Who is right, of " + Numbers.count(all) + " test samples, saved seed",
            List.of("model", "both", "only the teacher", "only the student", "neither"),
            rows));
  }
}
