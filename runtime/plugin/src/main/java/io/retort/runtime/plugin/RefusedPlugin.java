package io.retort.runtime.plugin;

/** Ends the loading of one plugin of a plugin folder; becomes its {@link PluginProblem}. */
final class RefusedPlugin extends Exception {
  private static final long serialVersionUID = 1L;

  private final String fix;

  /**
   * A refusal.
   *
   * @param cause what is wrong, as a clause
   * @param fix what to do about it
   */
  RefusedPlugin(String cause, String fix) {
    super(cause);
    this.fix = fix;
  }

  RefusedPlugin(String cause, String fix, Throwable thrown) {
    super(cause, thrown);
    this.fix = fix;
  }

  String fix() {
    return fix;
  }
}
