package io.retort.serving;

/** What computes a student's predictions. */
public enum Computation {
  /**
   * The compute backend on the program's path, or plain Java where there is none. One that does not
   * work on this machine is reported to the log, and plain Java takes over.
   */
  AUTO,
  /** The compute backend on the program's path; without one that works, no student is loaded. */
  BACKEND,
  /** Plain Java, without native code: for small students, and where no native library runs. */
  JAVA
}
