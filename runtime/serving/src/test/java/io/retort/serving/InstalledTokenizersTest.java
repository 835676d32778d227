package io.retort.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.text.TokenizerProvider;
import io.retort.testkit.jar.SourceJar;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstalledTokenizersTest {
  private static final String PROVIDER =
      """
      package com.acme;

      import io.retort.core.plugin.Context;
      import io.retort.core.text.Tokenizer;
      import io.retort.core.text.TokenizerProvider;
      import java.util.Map;

      public final class NAME implements TokenizerProvider<NAME.None> {
        public record None() {}
        @Override public String name() { return "KIND"; }
        @Override public Class<None> configuration() { return None.class; }
        @Override public Tokenizer create(None none, Context context) { return null; }
        @Override public Tokenizer restore(Map<String, String> settings) { return null; }
      }
      """;

  private static String provider(String name, String kind) {
    return PROVIDER.replace("NAME", name).replace("KIND", kind);
  }

  @Test
  void noneOfSeveralOfOneNameIsPreferred(@TempDir Path folder) throws IOException {
    Path jar =
        new SourceJar()
            .source("com.acme.One", provider("One", "letters"))
            .source("com.acme.Two", provider("Two", "letters"))
            .source("com.acme.Other", provider("Other", "other"))
            .service(TokenizerProvider.class, "com.acme.One", "com.acme.Two", "com.acme.Other")
            .write(folder.resolve("acme.jar"));
    URL[] path = {jar.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(path, getClass().getClassLoader())) {
      TokenizerSource installed = new InstalledTokenizers(loader);
      assertEquals("other", installed.find("other").name());
      String refusal =
          assertThrows(RetortException.class, () -> installed.find("letters")).getMessage();
      assertTrue(refusal.contains("[com.acme.One, com.acme.Two]"), refusal);
    }
  }
}
