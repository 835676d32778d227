package io.retort.core;

/** What a failure is about, and thereby who can mend it. */
public enum ErrorKind {
  /** What was asked for: a key, a name, a combination of settings, an argument of a command. */
  CONFIGURATION,

  /**
   * What was read: a data set, a saved network or model, a record of an earlier run. It is missing,
   * unreadable or damaged, or does not fit what it is used with.
   */
  DATA,

  /** A plugin: it is missing, cannot be loaded, or does not do what its kind promises. */
  PLUGIN,

  /** The machine: memory, a disk or folder that cannot be written, a device, the network. */
  ENVIRONMENT,

  /** A training that met values that are not finite. */
  DIVERGENCE,

  /** The user has ended what was under way; what was done by then is kept. */
  INTERRUPTED,

  /** A mistake in the program. */
  DEFECT;

  /**
   * The kind of any failure.
   *
   * @param failure also one that is no {@link RetortException}
   * @return its own kind; {@link #ENVIRONMENT} where memory was short, {@link #DEFECT} for anything
   *     else
   */
  public static ErrorKind of(Throwable failure) {
    if (failure instanceof RetortException known) {
      return known.kind();
    }
    return MemoryShortage.in(failure).isPresent() ? ENVIRONMENT : DEFECT;
  }
}
