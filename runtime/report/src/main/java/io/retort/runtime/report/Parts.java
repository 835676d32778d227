package io.retort.runtime.report;

import static j2html.TagCreator.caption;
import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.p;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import j2html.TagCreator;
import j2html.tags.DomContent;
import java.util.List;

/** What pages are put together from. */
final class Parts {
  /** A table has no more rows; what is left out is said. */
  static final int MOST_ROWS = 400;

  private Parts() {}

  static DomContent section(String title, List<DomContent> content) {
    return TagCreator.section(h2(title), each(content.toArray(DomContent[]::new)));
  }

  /** A chart with what it shows, and its numbers to unfold. */
  static DomContent chart(String words, DomContent picture, DomContent numbers) {
    return figure(
        figcaption(words),
        picture,
        details(summary("The numbers"), div(numbers).withClass("wide")));
  }

  static DomContent note(String words) {
    return p(words).withClass("note");
  }

  /**
   * A table whose first column names the rows.
   *
   * @param titles of the columns
   * @param rows a text for each column
   */
  static DomContent table(String name, List<String> titles, List<List<String>> rows) {
    List<List<String>> shown = rows.subList(0, Math.min(MOST_ROWS, rows.size()));
    return div(
        TagCreator.table(
            TagCreator.iff(!name.isEmpty(), caption(name)),
            thead(tr(each(titles, title -> th(Texts.name(title)).attr("scope", "col")))),
            tbody(each(shown, Parts::row))),
        TagCreator.iff(
            shown.size() < rows.size(),
            note("The first " + shown.size() + " of " + rows.size() + " rows.")));
  }

  private static DomContent row(List<String> cells) {
    return tr(
        th(Texts.name(cells.get(0))).attr("scope", "row"),
        each(
            cells.subList(1, cells.size()),
            cell -> td(new Element("bdi").withText(Texts.shown(cell, 200)))));
  }
}
