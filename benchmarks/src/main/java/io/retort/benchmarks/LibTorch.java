package io.retort.benchmarks;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * libtorch with Intel's MKL, both from Maven Central, called from a Java process of its own.
 *
 * @param root the folder of the checkout
 */
record LibTorch(Path root) implements Peer {

  @Override
  public String name() {
    return "libtorch";
  }

  private Path target() {
    return root.resolve("benchmarks/libtorch/target");
  }

  @Override
  public void prepare() {
    if (Files.isDirectory(target().resolve("lib"))) {
      return;
    }
    System.err.println("Building libtorch's side; Maven downloads 270 MB once");
    List<String> maven =
        List.of(
            "mvn",
            "-q",
            "-B",
            "-ntp",
            "-pl",
            "benchmarks/libtorch",
            "-Pnative-libraries",
            "-Dmaven.test.skip=true",
            "package");
    try {
      int code = new ProcessBuilder(maven).directory(root.toFile()).inheritIO().start().waitFor();
      if (code != 0) {
        throw new RetortException(
            ErrorKind.ENVIRONMENT,
            String.join(" ", maven)
                + " ended with the code "
                + code
                + "; its error is above. --retort-only times Retort alone");
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new RetortException(ErrorKind.ENVIRONMENT, "The build was interrupted", interrupted);
    }
  }

  /**
   * Java as light as can be: its compiler and its collector are to take no time from libtorch.
   * OpenBLAS, which the library is made for, has MKL take its place.
   */
  @Override
  public List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Dorg.bytedeco.openblas.load=mkl_rt",
        "-cp",
        target() + "/*:" + target().resolve("lib") + "/*",
        "io.retort.benchmarks.libtorch.LibTorchSteps");
  }
}
