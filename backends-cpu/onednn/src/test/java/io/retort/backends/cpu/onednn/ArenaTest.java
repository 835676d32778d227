package io.retort.backends.cpu.onednn;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Memory of a program. */
class ArenaTest {

  @Test
  void memoryForAPartReachesToItsEnd() {
    Engine engine = new Engine(Limits.of(1, false), KernelVerifier.off());
    Scratchpad scratchpad = new Scratchpad();
    try (engine;
        scratchpad;
        Arena arena = new Arena(engine, scratchpad, 1)) {
      // Rows 3 to 5 of six: the last value is the last of all 24.
      MemoryBlock part =
          arena.allocate(arena.part(arena.plain(6, 4), new long[] {3, 4}, new long[] {3, 0}));
      assertTrue(part.storage().tensor().shape().elements() >= 24);
    }
  }
}
