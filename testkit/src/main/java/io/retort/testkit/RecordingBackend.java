package io.retort.testkit;

import io.retort.core.backend.Activations;
import io.retort.core.backend.CompileOptions;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.backend.Mode;
import io.retort.core.backend.Network;
import io.retort.core.network.NetworkPlan;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Vector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A backend that notes what is asked of every network that another backend compiles. */
public final class RecordingBackend implements ComputeBackend {
  private final ComputeBackend backend;
  private final List<Recording> recordings = new ArrayList<>();

  /**
   * Wraps a backend.
   *
   * @param backend does the work; closed with this one
   */
  public RecordingBackend(ComputeBackend backend) {
    this.backend = backend;
  }

  /**
   * What was asked of one network, in order: {@code TRAINING 4} for a forward pass of a batch of 4,
   * {@code backward [fc]} for a backward pass from the tap {@code fc}.
   *
   * @param plan the network
   * @param calls the calls
   */
  public record Recording(NetworkPlan plan, List<String> calls) {}

  /**
   * The recordings of all networks that have a node.
   *
   * @param node the node's name
   * @return one for each compiled network, in order
   */
  public List<Recording> networksWith(String node) {
    return recordings.stream()
        .filter(
            recording ->
                recording.plan().description().nodes().stream()
                    .anyMatch(each -> each.name().equals(node)))
        .toList();
  }

  @Override
  public Network compile(NetworkPlan plan, CompileOptions options) {
    Recording recording = new Recording(plan, new ArrayList<>());
    recordings.add(recording);
    return new RecordingNetwork(backend.compile(plan, options), recording.calls());
  }

  @Override
  public Vector vector(int length) {
    return backend.vector(length);
  }

  @Override
  public void close() {
    backend.close();
  }

  private record RecordingNetwork(Network network, List<String> calls) implements Network {

    @Override
    public NetworkPlan plan() {
      return network.plan();
    }

    @Override
    public Vector parameters() {
      return network.parameters();
    }

    @Override
    public Vector gradients() {
      return network.gradients();
    }

    @Override
    public Vector buffers() {
      return network.buffers();
    }

    @Override
    public Activations forward(DeviceTensor inputs, Mode mode) {
      calls.add(mode + " " + inputs.shape().extent(0));
      return network.forward(inputs, mode);
    }

    @Override
    public void backward(Map<String, DeviceTensor> tapGradients) {
      calls.add("backward " + new TreeSet<>(tapGradients.keySet()));
      network.backward(tapGradients);
    }

    @Override
    public void close() {
      network.close();
    }
  }
}
