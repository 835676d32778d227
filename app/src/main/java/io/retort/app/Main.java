package io.retort.app;

/** The entry point of the {@code retort} command. */
public final class Main {
  private Main() {}

  /**
   * Prints the version.
   *
   * @param arguments ignored
   */
  public static void main(String[] arguments) {
    System.out.println("retort " + Version.current());
  }
}
