package io.retort.app;

import io.retort.core.ErrorKind;
import picocli.CommandLine.ExitCode;

/** The exit codes, which docs/command-line.md lists. */
final class ExitStatus {
  static final int DONE = ExitCode.OK;

  /** Something needs mending, by the user or on the machine. */
  static final int FAILED = ExitCode.SOFTWARE;

  static final int MISUSE = ExitCode.USAGE;
  static final int DIVERGED = 3;
  static final int DEFECT = 4;

  /** As shells have it for a program that SIGINT has ended. */
  static final int INTERRUPTED = 130;

  private ExitStatus() {}

  static int of(ErrorKind kind) {
    return switch (kind) {
      case CONFIGURATION, DATA, PLUGIN, ENVIRONMENT -> FAILED;
      case DIVERGENCE -> DIVERGED;
      case INTERRUPTED -> INTERRUPTED;
      case DEFECT -> DEFECT;
    };
  }
}
