package io.retort.benchmarks.libtorch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bytedeco.pytorch.global.torch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Times the steps of a workload in libtorch on the CPU, as {@code pytorch/step.py} does in PyTorch.
 * Prints one JSON line about the run, then one with the microseconds a step for each block.
 */
@Command(name = "libtorch-steps")
public final class LibTorchSteps implements Callable<Integer> {
  @Parameters private File workload;

  @Option(names = "--precision")
  private String precision = "f32";

  @Option(names = "--teacher")
  private String teacher = "cached";

  @Option(names = "--layout")
  private String layout = "contiguous";

  @Option(names = "--threads")
  private int threads = 1;

  @Option(names = "--blocks")
  private int blocks = 11;

  @Option(names = "--block-steps")
  private int blockSteps = 20;

  @Option(names = "--warm-up")
  private int warmUp = 100;

  @Option(names = "--warm-up-seconds", description = "Ends it earlier.")
  private double warmUpSeconds = 10;

  /**
   * The program.
   *
   * @param arguments see the options
   */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new LibTorchSteps()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    JsonNode tree = new JsonMapper().readTree(workload);
    torch.manual_seed(1);
    torch.set_num_threads(threads);
    if (precision.equals("bf16-math")) {
      for (torch.Float32Op operation :
          List.of(torch.Float32Op.CONV, torch.Float32Op.RNN, torch.Float32Op.MATMUL)) {
        torch
            .globalContext()
            .setFloat32Precision(
                torch.Float32Backend.MKLDNN, operation, torch.Float32Precision.BF16);
      }
    }
    boolean channelsLast = layout.equals("channels-last");
    LibTorchNetwork large = new LibTorchNetwork(tree.required("teacher"), false, channelsLast);
    LibTorchNetwork small = new LibTorchNetwork(tree.required("student"), true, channelsLast);
    print(
        Map.of(
            "threads", torch.get_num_threads(),
            "teacher-parameters", large.size(),
            "student-parameters", small.size()));

    Steps steps = new Steps(tree, large, small, precision.equals("autocast"), channelsLast);
    if (teacher.equals("cached")) {
      steps.keepOutputs();
    }
    long warm = System.nanoTime() + (long) (warmUpSeconds * 1e9);
    for (int i = 0; i < warmUp && System.nanoTime() < warm; i++) {
      steps.step(i);
    }
    for (int block = 0; block < blocks; block++) {
      long start = System.nanoTime();
      for (int i = 0; i < blockSteps; i++) {
        steps.step(i);
      }
      print(Map.of("micros", (System.nanoTime() - start) / 1e3 / blockSteps));
    }
    return 0;
  }

  private static void print(Map<String, ?> line) throws IOException {
    System.out.println(new JsonMapper().writeValueAsString(line));
    System.out.flush();
  }
}
