package io.retort.runtime.report;

import j2html.tags.DomContent;
import java.util.List;

/** Elements of pictures. Colours and strokes come from the page's style sheet, by class. */
final class Svg {

  private Svg() {}

  /** A picture with its name and description, which screen readers read in its place. */
  static DomContent picture(
      double width, double height, String title, String description, List<DomContent> parts) {
    return new Element("svg")
        .attr("viewBox", "0 0 " + Axis.number(width) + " " + Axis.number(height))
        .attr("role", "img")
        .attr("aria-label", Texts.shown(title + ". " + description, 400))
        .attr("style", "max-width:" + Axis.number(width) + "px")
        .with(new Element("desc").withText(Texts.shown(description, 400)))
        .with(parts);
  }

  static Element line(String css, double x1, double y1, double x2, double y2) {
    return new Element("line")
        .withClass(css)
        .attr("x1", Axis.number(x1))
        .attr("y1", Axis.number(y1))
        .attr("x2", Axis.number(x2))
        .attr("y2", Axis.number(y2));
  }

  static Element rectangle(String css, double x, double y, double width, double height) {
    return new Element("rect")
        .withClass(css)
        .attr("x", Axis.number(x))
        .attr("y", Axis.number(y))
        .attr("width", Axis.number(Math.max(0, width)))
        .attr("height", Axis.number(Math.max(0, height)));
  }

  static Element path(String css, String data) {
    return new Element("path").withClass(css).attr("d", data);
  }

  /** A mark; arms differ in its shape as well as in their colour. */
  static Element mark(String css, double x, double y, double size) {
    String moved = "M" + Axis.number(x) + " " + Axis.number(y);
    String half = Axis.number(size);
    String whole = Axis.number(2 * size);
    if (css.contains("teacher")) {
      return path(
          "mark " + css, moved + "m0 -" + half + "l" + half + " " + whole + "h-" + whole + "z");
    }
    if (css.contains("alone")) {
      return new Element("circle")
          .withClass("mark " + css)
          .attr("cx", Axis.number(x))
          .attr("cy", Axis.number(y))
          .attr("r", half);
    }
    return rectangle("mark " + css, x - size, y - size, 2 * size, 2 * size);
  }

  static Element text(String css, double x, double y, String text) {
    return new Element("text")
        .withClass(css)
        .attr("x", Axis.number(x))
        .attr("y", Axis.number(y))
        .withText(Texts.shown(text, 80));
  }

  /** What is shown when the pointer rests on an element. */
  static Element named(Element element, String name) {
    return element.with(new Element("title").withText(Texts.shown(name, 200)));
  }
}
