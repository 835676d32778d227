package io.retort.backends.cpu.onednn;

import io.retort.backends.cpu.OneDnnConfiguration;
import io.retort.backends.cpu.OneDnnConfiguration.Precision;
import io.retort.core.RetortException;
import io.retort.core.backend.CompileOptions;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.backend.Network;
import io.retort.core.network.Extent;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.network.Padding;
import io.retort.core.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** Compiles networks to primitives of oneDNN. */
final class OneDnnBackend implements ComputeBackend {
  private final Engine engine;

  OneDnnBackend(OneDnnConfiguration configuration) {
    int threads = configuration.threads().orElse(Runtime.getRuntime().availableProcessors());
    boolean bf16 = configuration.precision() == Precision.BF16;
    if (bf16 && !Engine.hasBf16()) {
      LoggerFactory.getLogger(OneDnnBackend.class)
          .warn(
              "This processor has no AMX, without which oneDNN does not round f32 to bf16; the backend"
                  + " onednn computes in f32");
    }
    this.engine = new Engine(threads, bf16 && Engine.hasBf16());
  }

  @Override
  public Map<String, String> unsupported(NetworkPlan plan) {
    Map<String, String> found = new LinkedHashMap<>();
    for (Node node : plan.description().nodes()) {
      Shape image = plan.shape(node.inputs().get(0));
      if (node.layer() instanceof Layer.MaxPool pool) {
        checkPadding(node, pool.size(), pool.stride(), pool.padding(), image, found);
      } else if (node.layer() instanceof Layer.AvgPool pool) {
        checkPadding(node, pool.size(), pool.stride(), pool.padding(), image, found);
      }
    }
    return found;
  }

  private static void checkPadding(
      Node node,
      Extent size,
      Extent stride,
      Padding padding,
      Shape image,
      Map<String, String> found) {
    Window window = Window.of(size, stride, Extent.of(1), padding, image);
    for (int axis = 0; axis < 2; axis++) {
      if (Math.max(window.before()[axis], window.after()[axis]) >= window.kernel()[axis]) {
        found.put(
            node.name(), "has a padding of " + padding + ", not smaller than its window " + size);
      }
    }
  }

  @Override
  public Network compile(NetworkPlan plan, CompileOptions options) {
    Map<String, String> unsupported = unsupported(plan);
    if (!unsupported.isEmpty()) {
      throw new RetortException(
          "The backend onednn cannot compile this network: "
              + unsupported.entrySet().stream()
                  .map(entry -> "node '" + entry.getKey() + "' " + entry.getValue())
                  .reduce((left, right) -> left + "; " + right)
                  .orElseThrow());
    }
    return new OneDnnNetwork(plan, options, engine);
  }

  @Override
  public void close() {
    engine.close();
  }
}
