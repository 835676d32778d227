/**
 * What tests of the training engine, and of strategies that it carries out, start from. The tests
 * of the engine, and others of core that use the testkit, are here and not in core, because the
 * testkit and the losses that the engine trains with need core themselves.
 */
module io.retort.core.tests {
  requires transitive io.retort.core;
  requires io.retort.losses;
  requires transitive io.retort.testkit;

  exports io.retort.core.tests;

  // JUnit calls the tests, which are not public.
  opens io.retort.core.tests to
      org.junit.platform.commons;
}
