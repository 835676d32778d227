package io.retort.runtime.experiment.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.Warning;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.WeightInitialization;
import io.retort.core.progress.EpochReport;
import io.retort.core.progress.Figure;
import io.retort.core.progress.Metrics;
import io.retort.core.progress.TrainingListener;
import io.retort.core.progress.Unit;
import io.retort.core.tensor.Shape;
import io.retort.runtime.experiment.evaluation.TrainedStudent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptStudentTest {
  @TempDir private Path folder;

  private static SavedNetwork network(long seed) {
    NetworkPlan plan =
        NetworkPlan.of(
            NetworkDescription.sequence()
                .add("logits", new Layer.Dense(3, ActivationFunction.LINEAR))
                .build("logits"),
            Shape.of(4));
    return new SavedNetwork(plan, WeightInitialization.draw(plan, seed));
  }

  /** A figure with many digits, one without a value, and one with a baseline. */
  private static Metrics metrics() {
    return new Metrics(
        "accuracy",
        Map.of(
            "accuracy",
            new Figure(1.0 / 3, Unit.SHARE, true, Optional.empty(), OptionalDouble.of(0.1)),
            "r2",
            new Figure(
                Double.NaN, Unit.NONE, true, Optional.of("no spread"), OptionalDouble.empty())));
  }

  @Test
  void everythingComesBackToTheBit() {
    TrainedStudent student =
        new TrainedStudent(
            "distilled",
            2,
            -7,
            network(1),
            Map.of("../peer", network(2)),
            Map.of("label", metrics()),
            Map.of("label", 0.1 + 0.2),
            60,
            1.25);
    EpochReport epoch =
        new EpochReport(
            "distilled",
            -7,
            "main",
            1,
            30,
            60,
            Map.of(
                "student",
                List.of(
                    new EpochReport.TermReport("soft", 0.1, Double.NaN, Double.POSITIVE_INFINITY))),
            Map.of("label", metrics()),
            0.5);
    Warning warning = new Warning("no-gradient", "distilled", "a layer does not learn");
    KeptStudent.Recorder recorder = new KeptStudent.Recorder();
    recorder.epoch(epoch);
    recorder.warning(warning);

    recorder.with(student).write(this::write);
    KeptStudent read = KeptStudent.read(folder);

    assertEquals(figures(student), figures(read.student()));
    assertEquals(
        student.network().weights().fingerprint(),
        read.student().network().weights().fingerprint());
    assertEquals(
        student.peers().get("../peer").weights().fingerprint(),
        read.student().peers().get("../peer").weights().fingerprint());
    List<Object> told = new ArrayList<>();
    read.tell(
        new TrainingListener() {
          @Override
          public void epoch(EpochReport report) {
            told.add(report);
          }

          @Override
          public void warning(Warning about) {
            told.add(about);
          }
        });
    assertEquals(List.of(warning, epoch), told);
  }

  private static List<Object> figures(TrainedStudent student) {
    return List.of(
        student.arm(),
        student.repeat(),
        student.seed(),
        student.network().plan().description(),
        student.validation(),
        student.temperatures(),
        student.steps(),
        student.seconds());
  }

  private void write(String name, byte[] content) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, content);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
