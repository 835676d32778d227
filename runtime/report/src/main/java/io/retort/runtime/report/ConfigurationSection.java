package io.retort.runtime.report;

import static j2html.TagCreator.code;
import static j2html.TagCreator.details;
import static j2html.TagCreator.pre;
import static j2html.TagCreator.summary;

import j2html.tags.DomContent;
import java.util.List;

/** The whole configuration, as it can be run again. */
final class ConfigurationSection {
  private static final int LONGEST = 200_000;

  private ConfigurationSection() {}

  static DomContent of(RunData data, String file) {
    return Parts.section(
        "Configuration",
        List.of(
            data.files()
                .text(file)
                .<DomContent>map(
                    yaml ->
                        details(
                            summary(file + ", with all defaults"),
                            pre(code(Texts.lines(yaml, LONGEST)))))
                .orElseGet(() -> Parts.note("The folder has no " + file + "."))));
  }
}
