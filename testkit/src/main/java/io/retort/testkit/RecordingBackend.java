package io.retort.testkit;

import io.retort.core.backend.Activations;
import io.retort.core.backend.CompileOptions;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.backend.ForwardingBackend;
import io.retort.core.backend.ForwardingNetwork;
import io.retort.core.backend.InferenceNetwork;
import io.retort.core.backend.Mode;
import io.retort.core.backend.Network;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.SavedNetwork;
import io.retort.core.tensor.DeviceTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A backend that notes what is asked of every network that another one compiles or freezes. */
public final class RecordingBackend extends ForwardingBackend {
  private final List<Recording> recordings = new ArrayList<>();

  /**
   * Wraps a backend.
   *
   * @param backend does the work; closed with this one
   */
  public RecordingBackend(ComputeBackend backend) {
    super(backend);
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
   * @return one for each network, in order
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
    return new RecordingNetwork(super.compile(plan, options), recording.calls());
  }

  @Override
  public InferenceNetwork freeze(SavedNetwork network) {
    Recording recording = new Recording(network.plan(), new ArrayList<>());
    recordings.add(recording);
    return new RecordingInference(super.freeze(network), recording.calls());
  }

  private record RecordingInference(InferenceNetwork network, List<String> calls)
      implements InferenceNetwork {

    @Override
    public Activations forward(DeviceTensor inputs) {
      calls.add(Mode.INFERENCE + " " + inputs.shape().extent(0));
      return network.forward(inputs);
    }

    @Override
    public InferenceNetwork share() {
      return new RecordingInference(network.share(), calls);
    }

    @Override
    public void close() {
      network.close();
    }
  }

  private static final class RecordingNetwork extends ForwardingNetwork {
    private final List<String> calls;

    RecordingNetwork(Network network, List<String> calls) {
      super(network);
      this.calls = calls;
    }

    @Override
    public Activations forward(DeviceTensor inputs, Mode mode) {
      calls.add(mode + " " + inputs.shape().extent(0));
      return super.forward(inputs, mode);
    }

    @Override
    public void backward(Map<String, DeviceTensor> tapGradients) {
      calls.add("backward " + new TreeSet<>(tapGradients.keySet()));
      super.backward(tapGradients);
    }
  }
}
