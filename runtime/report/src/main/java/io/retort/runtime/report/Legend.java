package io.retort.runtime.report;

import static j2html.TagCreator.each;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;

import j2html.tags.DomContent;
import java.util.List;

/** Keys of charts. */
final class Legend {

  private Legend() {}

  static DomContent beside(DomContent... parts) {
    return each(parts);
  }

  /** A line or mark with its name. */
  static DomContent key(DomContent sign, String name) {
    return span(
            Svg.picture(26, 12, "", "", List.of(sign)),
            new Element("bdi").withText(Texts.name(name)))
        .withClass("key");
  }

  static DomContent of(List<DomContent> keys) {
    return p(each(keys.toArray(DomContent[]::new))).withClass("legend");
  }

  /** The keys of arms. */
  static DomContent arms(List<String> arms) {
    return of(
        arms.stream()
            .map(
                arm ->
                    span(
                            Svg.picture(
                                26,
                                12,
                                "",
                                "",
                                List.of(
                                    Svg.line("line " + arm, 0, 6, 26, 6), Svg.mark(arm, 13, 6, 4))),
                            span(RunData.words(arm)))
                        .withClass("key"))
            .<DomContent>map(key -> key)
            .toList());
  }
}
