/**
 * Native libraries that JavaCPP unpacks: what the backends for the processor share. It is for them,
 * not for plugins.
 */
module io.retort.backends.cpu.natives {
  requires io.retort.core;
  requires org.bytedeco.javacpp;

  exports io.retort.backends.cpu.natives;
}
