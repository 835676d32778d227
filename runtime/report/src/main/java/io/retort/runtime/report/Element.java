package io.retort.runtime.report;

import j2html.tags.ContainerTag;

/** An element that the library has no class for, such as those of pictures. */
final class Element extends ContainerTag<Element> {

  Element(String name) {
    super(name);
  }
}
