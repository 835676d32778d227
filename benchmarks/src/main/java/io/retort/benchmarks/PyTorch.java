package io.retort.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.network.NetworkPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * PyTorch's side.
 *
 * @param python the Python to run
 * @param script {@code step.py}
 * @param compile whether {@code torch.compile} is tried too
 */
record PyTorch(String python, Path script, boolean compile) {

  /** The ways in which PyTorch computes in a precision, of which the fastest counts. */
  List<List<String>> modes(String precision, boolean images) {
    List<List<String>> modes = new ArrayList<>();
    for (String math :
        precision.equals("f32") ? List.of("f32") : List.of("autocast", "bf16-math")) {
      for (String layout :
          images ? List.of("contiguous", "channels-last") : List.of("contiguous")) {
        modes.add(List.of("--precision", math, "--layout", layout));
        if (compile) {
          modes.add(List.of("--precision", math, "--layout", layout, "--compile"));
        }
      }
    }
    return modes;
  }

  /**
   * Checks that there is a PyTorch.
   *
   * @throws RetortException if there is none
   */
  void check() {
    try {
      BenchmarkProcess.run(List.of(python, "-c", "import torch, json; print(json.dumps('ok'))"));
    } catch (RetortException | java.io.UncheckedIOException failure) {
      throw new RetortException(
          ErrorKind.ENVIRONMENT,
          python
              + " does not run with PyTorch; give --python a Python of version 3.9 or newer that"
              + " has the package torch of version 1.13 or newer, 2 for --compile",
          failure);
    }
  }

  /**
   * Times the steps of a workload.
   *
   * @param workload the workload
   * @param pace how long
   * @param mode one of {@link #modes}
   * @param teacher cached or live
   * @return microseconds a step
   * @throws RetortException if its networks are not the same
   */
  double time(Workload workload, MeasurementPlan pace, List<String> mode, String teacher) {
    try {
      Path description = Files.createTempFile("workload", ".json");
      try {
        new JsonMapper().writeValue(description.toFile(), workload.tree());
        List<String> command = new ArrayList<>(List.of(python, script.toString()));
        command.add(description.toString());
        command.addAll(mode);
        command.addAll(List.of("--teacher", teacher));
        command.addAll(pace.arguments());
        List<JsonNode> lines = BenchmarkProcess.run(command);
        requireSame(workload, "teacher", workload.teacher(), lines.get(0));
        requireSame(workload, "student", workload.student(), lines.get(0));
        return StepTimes.median(
            lines.stream().skip(1).map(line -> line.required("micros").asDouble()).toList());
      } finally {
        Files.delete(description);
      }
    } catch (IOException failure) {
      throw new RetortException(
          ErrorKind.ENVIRONMENT, "The workload cannot be handed to PyTorch: " + failure, failure);
    }
  }

  private static void requireSame(
      Workload workload, String network, NetworkPlan plan, JsonNode report) {
    int here = plan.parameters().count();
    int there = report.required(network + "-parameters").asInt();
    if (here != there) {
      throw new RetortException(
          ErrorKind.PLUGIN,
          "The "
              + network
              + " of "
              + workload.name()
              + " has "
              + here
              + " parameters in Retort and "
              + there
              + " in PyTorch; the two would not be compared fairly");
    }
  }
}
