package io.retort.runtime.common.files;

import java.nio.charset.StandardCharsets;

/** Names that become those of folders. */
public final class FolderName {
  /** What common file systems hold. */
  private static final int LONGEST = 255;

  private FolderName() {}

  /**
   * Refuses what cannot be the name of a folder, or not of one beside others.
   *
   * @param name any text
   * @throws IllegalArgumentException naming the character that does not fit
   */
  public static void require(String name) {
    if (name.isBlank() || name.equals(".") || name.equals("..")) {
      throw new IllegalArgumentException(
          "'" + name + "' cannot be the name of a folder, which the experiment's name becomes");
    }
    int length = name.getBytes(StandardCharsets.UTF_8).length;
    if (length > LONGEST) {
      throw new IllegalArgumentException(
          "The name is to become that of a folder, and has "
              + length
              + " bytes, of which a folder's has at most "
              + LONGEST);
    }
    name.codePoints()
        .filter(FolderName::isNone)
        .findFirst()
        .ifPresent(
            character -> {
              throw new IllegalArgumentException(
                  String.format(
                      "The name is to become that of a folder, which cannot have the character %s"
                          + " (U+%04X)",
                      character == '/' || character == '\\'
                          ? "'" + Character.toString(character) + "'"
                          : "that is called " + Character.getName(character),
                      character));
            });
  }

  /** Separators, and what neither terminals nor other programs show as written. */
  private static boolean isNone(int character) {
    int type = Character.getType(character);
    return character == '/'
        || character == '\\'
        || type == Character.CONTROL
        || type == Character.SURROGATE
        || type == Character.UNASSIGNED
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }
}
