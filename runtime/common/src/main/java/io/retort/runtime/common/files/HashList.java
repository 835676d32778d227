package io.retort.runtime.common.files;

import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hashes of a folder's files in the file {@value #NAME}, as the tool {@code sha256sum} writes
 * and checks them. Written last, it says that the folder is complete; checked first, that nothing
 * was changed since.
 */
public final class HashList {
  /** The name of the file. */
  public static final String NAME = "SHA256SUMS";

  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) [ *]([A-Za-z0-9._-]+)");

  private HashList() {}

  /**
   * Writes the list.
   *
   * @param contents the files' bytes by name
   * @return the content of the list
   */
  public static String of(Map<String, byte[]> contents) {
    StringBuilder list = new StringBuilder();
    new TreeMap<>(contents)
        .forEach(
            (name, bytes) -> list.append(Sha256.of(bytes)).append("  ").append(name).append('\n'));
    return list.toString();
  }

  /**
   * Compares a folder with its list.
   *
   * @param folder an existing folder
   * @return the hashes by file
   * @throws RetortException naming the file that is missing or was changed
   */
  public static Map<String, String> check(Path folder) {
    Map<String, String> hashes = read(folder.resolve(NAME));
    hashes.forEach((name, hash) -> require(folder.resolve(name), hash));
    return hashes;
  }

  private static Map<String, String> read(Path list) {
    try {
      Map<String, String> hashes = new LinkedHashMap<>();
      for (String line : Files.readAllLines(list)) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
          throw new RetortException(
              ErrorKind.DATA,
              "The file "
                  + list
                  + " is damaged: a line is not a hash and the name of a file; restore it, or train"
                  + " again");
        }
        hashes.put(matcher.group(2), matcher.group(1));
      }
      return hashes;
    } catch (IOException unreadable) {
      throw new RetortException(
          ErrorKind.DATA,
          "The file " + list + " cannot be read: " + Reason.of(unreadable),
          unreadable);
    }
  }

  /**
   * Compares a file with its hash.
   *
   * @param file the file
   * @param hash 64 hexadecimal digits
   * @throws RetortException if it is missing or was changed
   */
  public static void require(Path file, String hash) {
    if (!Files.isRegularFile(file)) {
      throw new RetortException(
          ErrorKind.DATA,
          "The file " + file + " is missing; restore it, or run what has made it again");
    }
    if (!Sha256.of(file).equals(hash)) {
      throw new RetortException(
          ErrorKind.DATA,
          "The file "
              + file
              + " was changed since it was made: its hash is another one; restore it, or run what"
              + " has made it again");
    }
  }
}
