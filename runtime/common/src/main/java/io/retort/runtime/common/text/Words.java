package io.retort.runtime.common.text;

import java.util.Locale;

/** Turns names into words of a sentence. */
public final class Words {

  private Words() {}

  /**
   * The words of a class name with their article.
   *
   * @param type a class such as {@code TemperedLoss}
   * @return such as {@code a tempered loss}
   */
  public static String of(Class<?> type) {
    return withArticle(KebabCase.of(type.getSimpleName()).replace('-', ' '));
  }

  /**
   * Words at the beginning of a sentence.
   *
   * @param words such as {@code a loss}
   * @return such as {@code A loss}
   */
  public static String capitalised(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /**
   * Shortens a text that is too long to be read, in its middle.
   *
   * @param text of any length
   * @param most the largest length
   * @return the text itself, or its beginning and its end
   */
  public static String shortened(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int head = most / 2;
    return text.substring(0, head) + "…" + text.substring(text.length() - (most - head - 1));
  }

  /**
   * Words with their article.
   *
   * @param words such as {@code extent}
   * @return such as {@code an extent}
   */
  public static String withArticle(String words) {
    String first = words.substring(0, 1).toLowerCase(Locale.ROOT);
    return ("aeiou".contains(first) ? "an " : "a ") + words;
  }
}
