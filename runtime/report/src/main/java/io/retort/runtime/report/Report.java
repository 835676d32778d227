package io.retort.runtime.report;

import com.fasterxml.jackson.databind.JsonNode;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;

/**
 * The page about a run or a sweep. It is made of the files of the folder alone, and so can be made
 * again at any time; the same files give the same page. What an older version has not written is
 * left out, with a sentence. A page has at most some megabytes, however many classes, seeds or
 * candidates there are.
 */
public final class Report {
  /** The name that the page has in a folder. */
  public static final String FILE = "report.html";

  private Report() {}

  /**
   * Makes a page.
   *
   * @param files those of a run or a sweep
   * @return HTML, in one file that needs no others
   */
  public static String of(ReportFiles files) {
    RunData data = RunData.of(files);
    return data.result().has("rungs") ? sweep(data) : run(data);
  }

  private static String run(RunData data) {
    List<DomContent> sections = new ArrayList<>();
    sections.add(VerdictSection.of(data));
    sections.add(GainSection.of(data));
    sections.add(CurveSection.of(data));
    sections.add(ClassSection.of(data));
    sections.addAll(ValueSection.of(data));
    sections.add(ReliabilitySection.of(data));
    sections.add(AgreementSection.of(data));
    sections.add(new SampleSection().of(data));
    sections.add(TermSection.of(data));
    sections.add(SizeSection.of(data));
    sections.add(ConfigurationSection.of(data, "config.yaml"));
    sections.add(ProvenanceSection.of(data));
    return Page.of(name(data, "run"), "Report of a run, started " + started(data), sections);
  }

  private static String sweep(RunData data) {
    List<DomContent> sections = new SweepSections(data).all();
    sections.add(ConfigurationSection.of(data, "best.yaml"));
    return Page.of(name(data, "sweep"), "Report of a sweep", sections);
  }

  private static String name(RunData data, String otherwise) {
    JsonNode name = data.result().path("name");
    return name.isTextual() && !name.asText().isBlank() ? name.asText() : otherwise;
  }

  private static String started(RunData data) {
    return data.record().path("started").asText("at an unknown time");
  }
}
