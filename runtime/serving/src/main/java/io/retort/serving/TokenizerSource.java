package io.retort.serving;

import io.retort.core.text.TokenizerProvider;

/**
 * Where the tokenizers of students come from. A program that has tokenizers elsewhere than on its
 * path, such as in plugin folders, gives a source of its own to {@link Student#load}.
 */
@FunctionalInterface
public interface TokenizerSource {

  /**
   * The tokenizers on the program's path.
   *
   * @return a source that looks for services
   */
  static TokenizerSource installed() {
    return new InstalledTokenizers(TokenizerSource.class.getClassLoader());
  }

  /**
   * A kind of tokenizer. Asked only for students that read texts.
   *
   * @param kind its name, as saved with the student
   * @return what makes the tokenizer again
   * @throws io.retort.core.RetortException if there is no such tokenizer
   */
  TokenizerProvider<?> find(String kind);
}
