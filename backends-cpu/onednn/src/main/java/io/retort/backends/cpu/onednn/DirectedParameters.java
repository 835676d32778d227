package io.retort.backends.cpu.onednn;

import java.util.function.Function;

/**
 * The arrays of a recurrent node in one of its directions.
 *
 * @param all those of the network
 * @param node the node
 * @param direction what the names of the arrays end with
 */
record DirectedParameters(Parameters all, String node, String direction) {

  NodeValue value(NetworkPass pass, String array, long... extents) {
    return all.value(pass, node, array + direction, extents);
  }

  /** What follows from these arrays; see {@link Parameters#derived}. */
  NodeValue derived(NetworkPass pass, String what, Function<NetworkPass, NodeValue> making) {
    return all.derived(pass, node + "." + what + direction, making);
  }

  MemoryBlock gradient(Arena arena, String array, long... extents) {
    return all.gradient(arena, node, array + direction, extents);
  }
}
