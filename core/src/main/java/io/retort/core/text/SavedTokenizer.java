package io.retort.core.text;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A tokenizer as plain data, which is saved with every model that has learned from its tokens. Two
 * that are equal give the same tokens.
 *
 * @param kind the name of the provider that makes it again
 * @param settings all that decides the tokens, by names; sorted by them
 */
public record SavedTokenizer(String kind, Map<String, String> settings) {

  public SavedTokenizer {
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
  }
}
