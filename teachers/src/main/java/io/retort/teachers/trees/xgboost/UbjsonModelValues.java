package io.retort.teachers.trees.xgboost;

import static io.retort.teachers.file.DamagedModelException.unless;

import io.retort.teachers.file.DamagedModelException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A file of UBJSON (draft 12, <a href="https://ubjson.org">ubjson.org</a>) as XGBoost writes it:
 * numbers in big-endian order behind a letter for their type, arrays and texts behind their length,
 * and arrays whose numbers are all of one type. Nothing is allocated or skipped that the remaining
 * bytes do not hold. Jackson has no reader for this format.
 */
final class UbjsonModelValues implements ModelValues {
  private static final int DEEPEST = 64;
  private static final long OPEN = -1;

  private final ByteBuffer bytes;

  /** For each object that was entered, how many fields are left; OPEN if a bracket ends it. */
  private final Deque<Long> fields = new ArrayDeque<>();

  UbjsonModelValues(byte[] content) {
    bytes = ByteBuffer.wrap(content);
  }

  private char letter() throws DamagedModelException {
    needed(1);
    return (char) (bytes.get() & 0xff);
  }

  private void needed(long count) throws DamagedModelException {
    if (count > bytes.remaining()) {
      throw new DamagedModelException("it ends too early");
    }
  }

  private void wanted(char found, char wanted, String what) throws DamagedModelException {
    unless(
        found == wanted,
        "it has no " + what + " where one is expected, in front of byte " + bytes.position());
  }

  /** Whether a letter follows, which is then passed. */
  private boolean follows(char letter) throws DamagedModelException {
    needed(1);
    if (bytes.get(bytes.position()) != letter) {
      return false;
    }
    bytes.get();
    return true;
  }

  /** A length, which no more elements can have than there are bytes. */
  private int length() throws DamagedModelException {
    double length = number(letter());
    unless(
        length >= 0 && length <= bytes.remaining() && length == Math.rint(length),
        "it has a list of " + (long) length + " elements in " + bytes.remaining() + " bytes");
    return (int) length;
  }

  /** A number, all types of which but the longest whole ones are exact in double precision. */
  private double number(char type) throws DamagedModelException {
    needed(width(type));
    return switch (type) {
      case 'i' -> bytes.get();
      case 'U' -> bytes.get() & 0xff;
      case 'I' -> bytes.getShort();
      case 'u' -> bytes.getShort() & 0xffff;
      case 'l' -> bytes.getInt();
      case 'm' -> bytes.getInt() & 0xffffffffL;
      case 'L', 'M' -> bytes.getLong();
      case 'd' -> bytes.getFloat();
      case 'D' -> bytes.getDouble();
      case 'T' -> 1;
      default -> 0; // F, as all others have no width
    };
  }

  /** How many bytes a number takes behind its letter. */
  private int width(char type) throws DamagedModelException {
    return switch (type) {
      case 'T', 'F' -> 0;
      case 'i', 'U' -> Byte.BYTES;
      case 'I', 'u' -> Short.BYTES;
      case 'l', 'm', 'd' -> Integer.BYTES;
      case 'L', 'M', 'D' -> Long.BYTES;
      default ->
          throw new DamagedModelException(
              "it has no number where one is expected, in front of byte " + bytes.position());
    };
  }

  @Override
  public void enter() throws DamagedModelException {
    wanted(letter(), '{', "object");
    fields.push(follows('#') ? length() : OPEN);
    unless(fields.size() <= DEEPEST, "its objects are nested too deep");
  }

  @Override
  public String field() throws DamagedModelException {
    long left = fields.pop();
    if (left == 0 || (left == OPEN && follows('}'))) {
      return null;
    }
    fields.push(left == OPEN ? OPEN : left - 1);
    return letters();
  }

  private String letters() throws DamagedModelException {
    int length = length();
    ByteBuffer letters = bytes.slice(bytes.position(), length);
    bytes.position(bytes.position() + length);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(letters).toString();
    } catch (CharacterCodingException broken) {
      throw new DamagedModelException("it has a text that is not UTF-8", broken);
    }
  }

  @Override
  public void array(Elements elements) throws DamagedModelException {
    wanted(letter(), '[', "array");
    unless(!follows('$'), "it has numbers where other things are expected");
    if (follows('#')) {
      for (int left = length(); left > 0; left--) {
        elements.read();
      }
    } else {
      while (!follows(']')) {
        elements.read();
      }
    }
  }

  @Override
  public String text() throws DamagedModelException {
    wanted(letter(), 'S', "text");
    return letters();
  }

  @Override
  public float[] numbers() throws DamagedModelException {
    NumberLists.Floats numbers = new NumberLists.Floats();
    each(number -> numbers.add((float) number));
    return numbers.toArray();
  }

  @Override
  public int[] integers() throws DamagedModelException {
    NumberLists.Integers numbers = new NumberLists.Integers();
    each(
        number -> {
          unless(number == (int) number, "it has " + number + " where a whole number is expected");
          numbers.add((int) number);
        });
    return numbers.toArray();
  }

  @FunctionalInterface
  private interface NumberReader {
    void read(double number) throws DamagedModelException;
  }

  private void each(NumberReader reader) throws DamagedModelException {
    int start = bytes.position();
    wanted(letter(), '[', "array");
    if (follows('$')) {
      char type = letter();
      for (int left = typedLength(type); left > 0; left--) {
        reader.read(number(type));
      }
    } else {
      bytes.position(start);
      array(() -> reader.read(number(letter())));
    }
  }

  /** How many numbers of a type follow, which takes as many bytes. */
  private int typedLength(char type) throws DamagedModelException {
    wanted(letter(), '#', "length");
    int length = length();
    unless(width(type) > 0, "it has a list of nothing");
    needed((long) length * width(type));
    return length;
  }

  @Override
  public void skip() throws DamagedModelException {
    skip(0);
  }

  private void skip(int depth) throws DamagedModelException {
    unless(depth <= DEEPEST, "its values are nested too deep");
    char type = letter();
    bytes.position(bytes.position() - 1);
    if (type == '{') {
      enter();
      while (field() != null) {
        skip(depth + 1);
      }
    } else if (type == '[') {
      int start = bytes.position();
      bytes.get();
      if (follows('$')) {
        char numbers = letter();
        int length = typedLength(numbers);
        bytes.position(bytes.position() + length * width(numbers));
      } else {
        bytes.position(start);
        array(() -> skip(depth + 1));
      }
    } else if (type == 'S') {
      text();
    } else {
      bytes.get();
      if (type != 'Z') {
        number(type);
      }
    }
  }

  @Override
  public void end() throws DamagedModelException {
    unless(!bytes.hasRemaining(), bytes.remaining() + " bytes follow the model");
  }
}
