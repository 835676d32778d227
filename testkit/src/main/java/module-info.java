/** Tests that a plugin inherits to prove that it keeps its contract. */
module io.retort.testkit {
  requires transitive io.retort.core;
  requires transitive org.junit.jupiter.api;
  requires transitive org.junit.jupiter.params;

  exports io.retort.testkit;
  exports io.retort.testkit.jar;

  // JUnit calls the contracts' test methods, which are not all public.
  opens io.retort.testkit to
      org.junit.platform.commons;
}
