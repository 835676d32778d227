package io.retort.backends.cpu.onednn;

import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.network.ParameterSlice;
import io.retort.core.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The backward pass from a set of taps with gradients to the parameters. Nodes that no such tap
 * depends on are left out, and so are those that neither have parameters nor follow nodes that
 * have.
 */
final class BackwardPass {
  private final NetworkPass pass;
  private final Map<String, Storage> given = new HashMap<>();

  BackwardPass(
      NetworkPlan plan,
      Set<String> taps,
      Map<String, Operator> operators,
      Parameters parameters,
      NetworkPass pass,
      int batch) {
    this.pass = pass;
    Arena arena = pass.arena();
    Map<String, List<MemoryBlock>> gradients = new HashMap<>();
    for (String tap : taps) {
      Storage storage = Storage.borrowed();
      given.put(tap, storage);
      MemoryBlock block = arena.wrap(arena.plain(Extents.of(plan.shape(tap), batch)), storage);
      gradients.computeIfAbsent(tap, name -> new ArrayList<>()).add(block);
    }
    Set<String> trainable = trainable(plan);
    List<Node> nodes = plan.description().nodes();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      List<MemoryBlock> received = gradients.remove(node.name());
      if (!trainable.contains(node.name())) {
        continue;
      }
      if (received == null) {
        clear(node, plan, parameters);
        continue;
      }
      boolean[] wanted = new boolean[node.inputs().size()];
      for (int input = 0; input < wanted.length; input++) {
        wanted[input] = trainable.contains(node.inputs().get(input));
      }
      List<MemoryBlock> sent =
          operators.get(node.name()).backward(pass, AddOperator.sum(pass, received), wanted);
      for (int input = 0; input < wanted.length; input++) {
        if (wanted[input]) {
          gradients
              .computeIfAbsent(node.inputs().get(input), name -> new ArrayList<>())
              .add(sent.get(input));
        }
      }
    }
  }

  /** The nodes whose output depends on a parameter. */
  private static Set<String> trainable(NetworkPlan plan) {
    Set<String> found = new HashSet<>();
    plan.parameters().slices().forEach(slice -> found.add(slice.node()));
    for (Node node : plan.description().nodes()) {
      if (node.inputs().stream().anyMatch(found::contains)) {
        found.add(node.name());
      }
    }
    return found;
  }

  private void clear(Node node, NetworkPlan plan, Parameters parameters) {
    for (ParameterSlice slice : plan.parameters().slices()) {
      if (slice.node().equals(node.name())) {
        FloatBuffer values =
            parameters.gradients().values().slice(slice.offset(), slice.shape().elements());
        pass.add(() -> Zeros.fill(values));
      }
    }
  }

  /** Runs with a gradient for each tap. */
  void run(Function<String, Tensor> gradients) {
    given.forEach((tap, storage) -> storage.moveTo(gradients.apply(tap)));
    pass.run();
  }
}
