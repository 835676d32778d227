package io.retort.testkit;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Provider;
import java.lang.reflect.RecordComponent;

/** The part of every contract that concerns a provider's name and configuration. */
final class DocumentedKeys {

  private DocumentedKeys() {}

  static void check(Provider<?, ?> provider) {
    assertTrue(
        provider.name().matches("[a-z][a-z0-9-]*"),
        () -> "The name '" + provider.name() + "' is not of the form [a-z][a-z0-9-]*");
    Class<?> configuration = provider.configuration();
    assertTrue(configuration.isRecord(), () -> configuration + " is no record");
    for (RecordComponent key : configuration.getRecordComponents()) {
      Doc doc = key.getAnnotation(Doc.class);
      assertNotNull(doc, () -> "The key " + key + " of " + configuration + " has no @Doc");
      assertTrue(
          !doc.value().isBlank(),
          () -> "The key " + key + " of " + configuration + " says nothing");
    }
  }
}
