package io.retort.teachers.tribuo.file;

import static io.retort.teachers.file.DamagedModelException.unless;

import com.google.protobuf.ByteString;
import io.retort.teachers.file.DamagedModelException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads XGBoost's binary format: numbers in little-endian order, and lists behind their lengths.
 * Nothing is allocated or skipped that the remaining bytes do not hold.
 */
final class BoosterBytes {
  private final ByteBuffer bytes;

  BoosterBytes(ByteString bytes) {
    this.bytes = bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  int integer() throws DamagedModelException {
    needed(Integer.BYTES);
    return bytes.getInt();
  }

  float number() throws DamagedModelException {
    needed(Float.BYTES);
    return bytes.getFloat();
  }

  /** Fields that XGBoost reserves or no longer uses. */
  void skipIntegers(int count) throws DamagedModelException {
    needed((long) count * Integer.BYTES);
    bytes.position(bytes.position() + count * Integer.BYTES);
  }

  String word() throws DamagedModelException {
    return letters(length(Byte.BYTES));
  }

  String letters(int count) throws DamagedModelException {
    needed(count);
    byte[] word = new byte[count];
    bytes.get(word);
    return new String(word, StandardCharsets.ISO_8859_1);
  }

  /** How many elements follow, of so many bytes each or more. */
  int length(int bytesEach) throws DamagedModelException {
    needed(Long.BYTES);
    long length = bytes.getLong();
    unless(
        length >= 0 && length <= bytes.remaining() / bytesEach,
        "the booster has a list of "
            + Long.toUnsignedString(length)
            + " elements in "
            + bytes.remaining()
            + " bytes");
    return (int) length;
  }

  /** That so many elements of so many bytes follow. */
  void holds(long count, int bytesEach) throws DamagedModelException {
    unless(
        count <= bytes.remaining() / bytesEach,
        "the booster ends before " + count + " elements of " + bytesEach + " bytes");
  }

  private void needed(long count) throws DamagedModelException {
    unless(count <= bytes.remaining(), "the booster ends too early");
  }

  void end() throws DamagedModelException {
    unless(!bytes.hasRemaining(), bytes.remaining() + " bytes follow the booster");
  }
}
