package io.retort.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PlainCharsetTest {
  private static final Charset ASCII = new PlainCharset(StandardCharsets.US_ASCII);

  @Test
  void whatATerminalLacksIsWrittenPlainly() {
    assertEquals(
        "94.04% +- 1.02%, 3x3, 1-2, a... <= ?",
        new String("94.04% ± 1.02%, 3×3, 1–2, a… ≤ ß".getBytes(ASCII), StandardCharsets.US_ASCII));
  }

  @Test
  void whatItHasStays() {
    Charset latin = new PlainCharset(StandardCharsets.ISO_8859_1);
    assertArrayEquals("ä ± × -".getBytes(StandardCharsets.ISO_8859_1), "ä ± × –".getBytes(latin));
  }

  @Test
  void aCharacterOfTwoHalvesIsOneQuestionMark() {
    assertEquals("a?b", new String("a😀b".getBytes(ASCII), StandardCharsets.US_ASCII));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(bytes, true, ASCII);
    stream.print("\ud83d");
    stream.print("\ude00!");
    stream.print("x\ud83d");
    stream.print("y");
    assertEquals("?!x?y", bytes.toString(StandardCharsets.US_ASCII));
  }

  @Test
  void aLongTextIsWhole() {
    assertEquals(
        "+-".repeat(50_000),
        new String("±".repeat(50_000).getBytes(ASCII), StandardCharsets.US_ASCII));
  }
}
