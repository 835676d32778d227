package io.retort.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class EchoTest {

  @Test
  void aTextThatFitsIsRepeatedAsItIs() {
    assertEquals("'petal width (±)'", Echo.quoted("petal width (±)"));
    assertEquals("a".repeat(100), Echo.of("a".repeat(100)));
  }

  @Test
  void aLongTextIsCut() {
    assertEquals("a".repeat(99) + "…", Echo.of("a".repeat(1 << 20)));
  }

  /** With the line separators of Unicode, and what would colour or clear a terminal. */
  @Test
  void whateverATextHoldsAMessageIsOneLine() {
    assertEquals("a b c d e  [2J", Echo.of("a\nb\u0085c\u2028d\u2029e\r\u001b[2J"));
  }

  @Test
  void ofManyTextsTheFirstAreShown() {
    assertEquals("[]", Echo.of(List.of()));
    assertEquals("[a, b c]", Echo.of(List.of("a", "b\nc")));
    assertEquals(
        "[x, x, x, x, x, x, x, x, x, x and 7 more]", Echo.of(Collections.nCopies(17, "x")));
  }
}
