package io.retort.datasets.table;

import io.retort.core.data.InputColumn;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import io.retort.core.text.Tokenizer;

/**
 * A column of texts, each of which becomes the numbers of its first tokens, and -1 after them.
 *
 * @param column the column
 * @param tokenizer what splits the texts
 * @param length how many tokens are kept of a text
 */
public record TableText(
    @Doc("The column of texts.") String column,
    @Doc("What splits a text into tokens.") Tokenizer tokenizer,
    @Doc(
            "How many tokens are kept of a text, the length of the input; after those of a shorter"
                + " one come values of -1.")
        @Default("256")
        @Range(min = 1, max = 1 << 20)
        int length) {

  /**
   * What is saved of the column with models.
   *
   * @return the column as input
   */
  public InputColumn.Text input() {
    return InputColumn.Text.of(column, tokenizer, length);
  }

  /**
   * The values of a text.
   *
   * @param text the text
   * @return the numbers of its tokens, {@code [length]}
   */
  public float[] values(String text) {
    float[] values = new float[length];
    input().write(tokenizer.tokens(text, length), values, 0);
    return values;
  }
}
