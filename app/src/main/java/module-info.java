/** The command line of Retort. */
module io.retort.app {
  requires io.retort.runtime;
  requires info.picocli;
}
