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
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Times the steps of a peer in its fastest mode, which the first round finds. */
final class PeerSteps {
  private final Peer peer;
  private final Map<String, List<String>> fastest = new HashMap<>();

  PeerSteps(Peer peer) {
    this.peer = peer;
  }

  /**
   * Times a workload.
   *
   * @param row what is timed
   * @param teacher cached or live
   * @param times receives microseconds a step, of the fastest mode as {@code peer cached} or {@code
   *     peer live}
   * @throws RetortException if its networks are not the same
   */
  void measure(
      String row,
      Workload workload,
      String precision,
      MeasurementPlan pace,
      String teacher,
      StepTimes times) {
    String key = row + " " + teacher;
    List<String> mode = fastest.get(key);
    if (mode != null) {
      times.add("peer " + teacher, time(workload, pace, mode, teacher));
      return;
    }
    boolean images = workload.student().input().rank() == 3;
    Map<List<String>, Double> tried = new LinkedHashMap<>();
    for (List<String> each : peer.modes(precision, images)) {
      tried.put(each, time(workload, pace, each, teacher));
      times.add("peer " + teacher + " " + String.join(" ", each), tried.get(each));
    }
    mode = tried.keySet().stream().min(Comparator.comparing(tried::get)).orElseThrow();
    fastest.put(key, mode);
    times.add("peer " + teacher, tried.get(mode));
  }

  private double time(Workload workload, MeasurementPlan pace, List<String> mode, String teacher) {
    try {
      Path description = Files.createTempFile("workload", ".json");
      try {
        new JsonMapper().writeValue(description.toFile(), workload.tree());
        List<String> command = new ArrayList<>(peer.command());
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
          ErrorKind.ENVIRONMENT,
          "The workload cannot be handed to " + peer.name() + ": " + failure,
          failure);
    }
  }

  private void requireSame(Workload workload, String network, NetworkPlan plan, JsonNode report) {
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
              + " in "
              + peer.name()
              + "; the two would not be compared fairly");
    }
  }
}
