package io.retort.app;

import io.retort.core.text.TokenizerProvider;
import io.retort.testkit.jar.SourceJar;
import java.nio.file.Path;

/** A plugin of a third party with the tokenizer {@code letters}. */
final class Letters {
  /** A letter is its place in the alphabet. */
  private static final String SOURCE =
      """
      package com.acme;

      import io.retort.core.plugin.Context;
      import io.retort.core.text.SavedTokenizer;
      import io.retort.core.text.Tokenizer;
      import io.retort.core.text.TokenizerProvider;
      import java.util.Map;

      public record Letters() implements Tokenizer {
        @Override public int vocabulary() { return 26; }
        @Override public int[] tokens(String text, int most) {
          return text.chars().map(letter -> letter - 'a').limit(most).toArray();
        }
        @Override public SavedTokenizer saved() { return new SavedTokenizer("letters", Map.of()); }

        public static final class Provider implements TokenizerProvider<Letters> {
          @Override public String name() { return "letters"; }
          @Override public Class<Letters> configuration() { return Letters.class; }
          @Override public Tokenizer create(Letters letters, Context context) { return letters; }
          @Override public Tokenizer restore(Map<String, String> settings) { return new Letters(); }
        }
      }
      """;

  private Letters() {}

  /** Writes the plugin. */
  static Path plugin(Path jar) {
    return plugin(jar, "letters");
  }

  /** Writes the plugin with another name of the tokenizer. */
  static Path plugin(Path jar, String name) {
    return new SourceJar()
        .source("com.acme.Letters", SOURCE.replace("\"letters\"", '"' + name + '"'))
        .service(TokenizerProvider.class, "com.acme.Letters$Provider")
        .api()
        .write(jar);
  }
}
