package io.retort.benchmarks.libtorch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** The training steps of a student. */
final class Steps {
  /** Different batches, used in turn; they are gathered before the clock starts. */
  private static final int BATCHES = 8;

  private static final int SUM = 2;

  private final LibTorchNetwork teacher;
  private final LibTorchNetwork student;
  private final Optimizer optimizer;
  private final boolean autocast;
  private final double temperature;
  private final double softWeight;
  private final List<Tensor> inputs = new ArrayList<>();
  private final List<Tensor> labels = new ArrayList<>();
  private final List<Tensor> kept = new ArrayList<>();

  Steps(
      JsonNode workload,
      LibTorchNetwork teacher,
      LibTorchNetwork student,
      boolean autocast,
      boolean channelsLast) {
    this.teacher = teacher;
    this.student = student;
    this.autocast = autocast;
    this.temperature = workload.required("temperature").asDouble();
    this.softWeight = workload.required("soft-weight").asDouble();
    this.optimizer = optimizer(workload.required("optimizer"), student.parameters());
    draw(workload, channelsLast);
  }

  private void draw(JsonNode workload, boolean channelsLast) {
    long batch = workload.required("batch").asLong();
    JsonNode input = workload.required("input");
    long[] shape =
        LongStream.range(-1, input.size())
            .map(i -> i < 0 ? batch : input.get((int) i).asLong())
            .toArray();
    long vocabulary = workload.required("vocabulary").asLong();
    long classes = workload.required("classes").asLong();
    for (int i = 0; i < BATCHES; i++) {
      Tensor drawn =
          vocabulary == 0
              ? torch.randn(shape)
              : torch.randint(vocabulary, shape).toType(torch.ScalarType.Float);
      inputs.add(channelsLast ? drawn.contiguous(torch.MemoryFormat.ChannelsLast) : drawn);
      labels.add(torch.randint(classes, new long[] {batch}).toType(torch.ScalarType.Long));
    }
  }

  private static Optimizer optimizer(JsonNode settings, TensorVector parameters) {
    double rate = settings.required("learning-rate").asDouble();
    if (settings.required("kind").asText().equals("sgd")) {
      SGDOptions options = new SGDOptions(rate);
      options.momentum().put(settings.required("momentum").asDouble());
      options.nesterov().put(settings.required("nesterov").asBoolean());
      return new SGD(parameters, options);
    }
    AdamOptions options = new AdamOptions(rate);
    options.betas().put(0, settings.required("beta1").asDouble());
    options.betas().put(1, settings.required("beta2").asDouble());
    options.eps().put(settings.required("epsilon").asDouble());
    return new Adam(parameters, options);
  }

  /** Computes the teacher's outputs for all batches, which no step does then. */
  void keepOutputs() {
    inputs.forEach(batch -> kept.add(teacherOutputs(batch)));
  }

  /** Makes a step. */
  @SuppressWarnings("try") // the scope is there to be closed
  void step(int number) {
    int batch = number % BATCHES;
    // Lets go of all tensors of the step.
    try (PointerScope ofThisStep = new PointerScope()) {
      Tensor targets = kept.isEmpty() ? teacherOutputs(inputs.get(batch)) : kept.get(batch);
      Tensor loss = loss(forward(student, inputs.get(batch)), targets, labels.get(batch));
      student.forgetGradients();
      loss.backward();
      optimizer.step();
    }
  }

  private Tensor loss(Tensor logits, Tensor targets, Tensor labels) {
    Scalar inverse = new Scalar(1 / temperature);
    Tensor soft =
        torch.kl_div(
            torch.log_softmax(logits.mul(inverse), 1),
            torch.log_softmax(targets.mul(inverse), 1),
            SUM,
            true);
    Tensor hard = torch.cross_entropy_loss(logits, labels);
    double weight = softWeight * temperature * temperature / logits.size(0);
    return soft.mul(new Scalar(weight)).add(hard.mul(new Scalar(1 - softWeight)));
  }

  @SuppressWarnings("try") // the mode is there to be left
  private Tensor teacherOutputs(Tensor batch) {
    try (AutoGradMode off = new AutoGradMode(false)) {
      return forward(teacher, batch);
    }
  }

  private Tensor forward(LibTorchNetwork network, Tensor batch) {
    if (!autocast) {
      return network.forward(batch);
    }
    torch.set_autocast_dtype(torch.DeviceType.CPU, torch.ScalarType.BFloat16);
    torch.set_autocast_enabled(torch.DeviceType.CPU, true);
    Tensor outputs = network.forward(batch);
    torch.set_autocast_enabled(torch.DeviceType.CPU, false);
    // Drops the copies of the weights, which each step changes.
    torch.clear_cache();
    return outputs.toType(torch.ScalarType.Float);
  }
}
