package io.retort.backends.cpu.onednn;

/** One thing to do in a pass through a network, with everything it needs prepared. */
@FunctionalInterface
interface Operation {

  void run();
}
