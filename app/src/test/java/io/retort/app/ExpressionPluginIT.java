package io.retort.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.loss.LossProvider;
import io.retort.testkit.jar.SourceJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A third party's loss that is said as an expression, in the plugin folder of the program. */
class ExpressionPluginIT {
  private static final String EXPERIMENT =
      """
      name: expressed
      data: {kind: synthetic, shape: 6, outputs: 3, samples: 120, test-samples: 40}
      backend: {kind: dl4j, precision: f64}
      teacher:
        kind: network
        network: [{kind: dense, units: 3}]
        training: {epochs: 4, batch: 16, loss: %1$s}
      student:
        network: [{kind: dense, units: 3}]
        training: {epochs: 4, batch: 16, loss: %1$s}
      strategy: labels
      seeds: [1]
      """;

  private static final String LOSS =
      """
      package com.acme;

      import io.retort.backends.cpu.dl4j.samediff.ComparedVariables;
      import io.retort.backends.cpu.dl4j.samediff.SameDiffLoss;
      import io.retort.core.loss.Loss;
      import io.retort.core.loss.LossProvider;
      import io.retort.core.loss.TargetKind;
      import io.retort.core.plugin.Context;
      import java.util.Set;
      import org.nd4j.autodiff.samediff.SDVariable;

      public final class Expressed implements LossProvider<Expressed.NoKeys> {
        public record NoKeys() {}

        @Override public String name() { return "expressed"; }
        @Override public Class<NoKeys> configuration() { return NoKeys.class; }
        @Override public Loss create(NoKeys configuration, Context context) {
          return new SameDiffLoss(Set.of(TargetKind.CLASSES)) {
            @Override protected SDVariable rows(ComparedVariables compared) {
              SDVariable logarithms = compared.logSoftmax(compared.student());
              return compared.target().mul(logarithms).sum(1).neg();
            }
          };
        }
      }
      """;

  @TempDir private Path folder;

  @Test
  void trainsAsCrossEntropyDoesOnBothPaths() throws IOException {
    Distribution retort = new Distribution(folder);
    new SourceJar()
        .source("com.acme.Expressed", LOSS)
        .source(
            "module-info",
            """
            module com.acme {
              requires io.retort.backends.cpu.dl4j;
              exports com.acme;
              provides io.retort.core.loss.LossProvider with com.acme.Expressed;
            }
            """)
        .service(LossProvider.class, "com.acme.Expressed")
        .with(Distribution.libraries().toArray(Path[]::new))
        .api()
        .write(folder.resolve("plugins/acme/acme.jar"));
    Files.writeString(folder.resolve("a.yaml"), EXPERIMENT.formatted("expressed"));
    Files.writeString(folder.resolve("b.yaml"), EXPERIMENT.formatted("cross-entropy"));

    String byHand = accuracies(retort.onModulePath("run", "b.yaml", "--set", "output=by-hand"));
    String modules = accuracies(retort.onModulePath("run", "a.yaml", "--set", "output=modules"));
    String classes =
        accuracies(
            retort.onClassPath(
                List.of("-Dretort.home=" + folder), "run", "a.yaml", "--set", "output=classes"));

    assertEquals(byHand, modules);
    assertEquals(byHand, classes);
  }

  /** What the run says of the student, without the times. */
  private static String accuracies(Distribution.Outcome run) {
    assertEquals(0, run.exitCode(), run.err());
    String line =
        run.out().lines().filter(each -> each.contains("validation")).findFirst().orElse(run.out());
    assertTrue(line.contains("%"), run.out());
    return line;
  }
}
