package io.retort.runtime.report;

import static j2html.TagCreator.body;
import static j2html.TagCreator.document;
import static j2html.TagCreator.each;
import static j2html.TagCreator.footer;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.head;
import static j2html.TagCreator.header;
import static j2html.TagCreator.html;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.p;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.style;
import static j2html.TagCreator.title;

import j2html.tags.DomContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A page that needs nothing but itself. All text in it is escaped by the library that writes the
 * elements; the one piece that is not is the style sheet, which is part of the program. The browser
 * is told to run no scripts and to fetch nothing.
 */
final class Page {
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none';"
          + " form-action 'none'";

  private Page() {}

  static String of(String title, String subtitle, List<DomContent> sections) {
    String shown = Texts.shown(title, 120);
    return document(
            html(
                    head(
                        meta().withCharset("utf-8"),
                        meta().attr("http-equiv", "Content-Security-Policy").withContent(POLICY),
                        meta()
                            .withName("viewport")
                            .withContent("width=device-width, initial-scale=1"),
                        meta().withName("color-scheme").withContent("light dark"),
                        title(shown),
                        style(rawHtml(styleSheet()))),
                    body(
                        header(h1(shown), p(Texts.shown(subtitle, 300)).withClass("note")),
                        main(each(sections.toArray(DomContent[]::new))),
                        footer(p("Made by Retort. This page is one file, without scripts."))))
                .withLang("en"))
        + "\n";
  }

  private static String styleSheet() {
    try (InputStream in = Page.class.getResourceAsStream("report.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("The program's jar is damaged", unreadable);
    }
  }
}
