package io.retort.core.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NodeNamesTest {

  @Test
  void foreignNamesStayRecognisable() {
    NodeNames names = new NodeNames();
    assertEquals("dense_1", names.next("Dense_1"));
    assertEquals("block-conv-2", names.next("block/conv 2"));
    assertEquals("layer-0", names.next("0"));
  }

  @Test
  void noNameIsGivenTwiceNorThatOfTheInput() {
    NodeNames names = new NodeNames();
    assertEquals("a", names.next("a"));
    assertEquals("a-2", names.next("A"));
    assertEquals("a-3", names.next("a"));
    assertEquals("input-2", names.next("input"));
  }
}
