package io.retort.runtime.configuration;

import io.retort.core.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Reads a file that must be text in UTF-8. */
public final class TextFile {

  private TextFile() {}

  /**
   * Reads a file.
   *
   * @param file the file
   * @return its text, without a byte order mark
   * @throws ConfigurationException if it cannot be read or is not such a text
   */
  public static String read(Path file) {
    SourceLocation place = new SourceLocation.WholeFile(file.toString());
    try {
      if (Files.isDirectory(file)) {
        throw refusal(place, "this is a folder; give a YAML file");
      }
      return decode(file, Files.readAllBytes(file));
    } catch (NoSuchFileException missing) {
      throw refusal(place, "there is no such file");
    } catch (IOException unreadable) {
      throw refusal(place, "the file cannot be read: " + Reason.of(unreadable));
    }
  }

  private static String decode(Path file, byte[] bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    out.flip();
    String text = out.toString();
    if (result.isError()) {
      int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
      int column = text.length() - text.lastIndexOf('\n');
      throw refusal(
          new SourceLocation.InText(file.toString(), line, column),
          String.format("the byte 0x%02x is not UTF-8; save the file as UTF-8", in.get()));
    }
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static ConfigurationException refusal(SourceLocation place, String message) {
    return new ConfigurationException(List.of(new ConfigurationProblem(place, "", message)));
  }
}
