package io.retort.core.text;

import io.retort.core.plugin.Context;
import io.retort.core.plugin.Provider;
import java.util.Map;

/**
 * Makes a kind of {@link Tokenizer}.
 *
 * @param <C> its configuration
 */
public interface TokenizerProvider<C extends Record> extends Provider<Tokenizer, C, Context> {

  /**
   * Makes a tokenizer again that was saved with a model.
   *
   * @param settings those of a {@link SavedTokenizer} of this kind, perhaps of another version or
   *     altered
   * @return a tokenizer that gives the same tokens
   * @throws io.retort.core.RetortException if it cannot be made of these settings
   */
  Tokenizer restore(Map<String, String> settings);
}
