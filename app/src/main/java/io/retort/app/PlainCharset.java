package io.retort.app;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.util.Map;

/**
 * Writes what another charset lacks in plainer characters: {@code +-} for ±, {@code x} for ×, and
 * {@code ?} where there are none.
 */
final class PlainCharset extends Charset {
  private static final Map<String, String> PLAIN =
      Map.ofEntries(
          Map.entry("±", "+-"),
          Map.entry("×", "x"),
          Map.entry("·", "*"),
          Map.entry("÷", "/"),
          Map.entry("−", "-"),
          Map.entry("‐", "-"),
          Map.entry("‑", "-"),
          Map.entry("–", "-"),
          Map.entry("—", "-"),
          Map.entry("…", "..."),
          Map.entry("•", "*"),
          Map.entry("‘", "'"),
          Map.entry("’", "'"),
          Map.entry("“", "\""),
          Map.entry("”", "\""),
          Map.entry("←", "<-"),
          Map.entry("→", "->"),
          Map.entry("≤", "<="),
          Map.entry("≥", ">="),
          Map.entry("≠", "!="),
          Map.entry("≈", "~"),
          Map.entry("∞", "infinity"),
          Map.entry("√", "sqrt"),
          Map.entry("²", "^2"),
          Map.entry("³", "^3"),
          Map.entry("µ", "u"),
          Map.entry("μ", "u"),
          Map.entry("\u00a0", " "));
  private static final int LONGEST = 16;

  private final Charset shown;

  PlainCharset(Charset shown) {
    super("x-plain-" + shown.name(), null);
    this.shown = shown;
  }

  @Override
  public boolean contains(Charset other) {
    return shown.contains(other);
  }

  @Override
  public CharsetDecoder newDecoder() {
    return shown.newDecoder();
  }

  @Override
  public CharsetEncoder newEncoder() {
    return new Encoder();
  }

  private final class Encoder extends CharsetEncoder {
    private final CharsetEncoder shownEncoder = shown.newEncoder();

    Encoder() {
      super(PlainCharset.this, 1, LONGEST, "?".getBytes(shown));
    }

    @Override
    public boolean isLegalReplacement(byte[] replacement) {
      return true;
    }

    @Override
    protected CoderResult encodeLoop(CharBuffer in, ByteBuffer out) {
      while (in.hasRemaining()) {
        int start = in.position();
        String character = String.valueOf(in.get());
        if (Character.isHighSurrogate(character.charAt(0))) {
          if (!in.hasRemaining()) {
            in.position(start);
            return CoderResult.UNDERFLOW;
          }
          if (Character.isLowSurrogate(in.get(in.position()))) {
            character += in.get();
          }
        }
        byte[] bytes = plain(character).getBytes(shown);
        if (bytes.length > out.remaining()) {
          in.position(start);
          return CoderResult.OVERFLOW;
        }
        out.put(bytes);
      }
      return CoderResult.UNDERFLOW;
    }

    private String plain(String character) {
      return shownEncoder.canEncode(character) ? character : PLAIN.getOrDefault(character, "?");
    }
  }
}
