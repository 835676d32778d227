package io.retort.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A program that is run to its end, and the JSON that it prints, one value a line. */
final class BenchmarkProcess {
  private static final JsonMapper JSON = new JsonMapper();

  private BenchmarkProcess() {}

  /**
   * Runs a program.
   *
   * @param command the program and its arguments
   * @return what it printed
   * @throws RetortException if it fails or prints anything else
   */
  static List<JsonNode> run(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String printed;
      try (InputStream output = process.getInputStream()) {
        printed = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      }
      int code = process.waitFor();
      if (code != 0) {
        throw new RetortException(
            ErrorKind.ENVIRONMENT,
            String.join(" ", command) + " ended with the code " + code + "; its error is above");
      }
      List<JsonNode> values = new ArrayList<>();
      for (String line : printed.lines().toList()) {
        values.add(JSON.readTree(line));
      }
      return values;
    } catch (JsonProcessingException notJson) {
      throw new RetortException(
          ErrorKind.ENVIRONMENT,
          String.join(" ", command) + " printed what is not JSON: " + notJson.getMessage(),
          notJson);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new RetortException(
          ErrorKind.ENVIRONMENT, command.get(0) + " was interrupted", interrupted);
    }
  }
}
