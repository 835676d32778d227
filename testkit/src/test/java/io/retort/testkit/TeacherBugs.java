package io.retort.testkit;

import io.retort.core.data.Batch;
import io.retort.core.loss.TargetKind;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherContext;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.teacher.TeacherProvider;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;

/** A teacher with the outputs 3x, 2y and x − y, as it should and in many wrong ways. */
final class TeacherBugs {

  private TeacherBugs() {}

  static List<PlantedBug> all() {
    return List.of(
        bug(
            "normalises by the batch's statistics",
            () ->
                new Lines() {
                  @Override
                  void compute(Batch batch, Tensor destination) {
                    super.compute(batch, destination);
                    float mean = 0;
                    for (int i = 0; i < batch.size(); i++) {
                      mean += destination.get(3 * i) / batch.size();
                    }
                    for (int i = 0; i < batch.size(); i++) {
                      destination.set(3 * i, destination.get(3 * i) - mean);
                    }
                  }
                },
            "outputsForABatchAreThoseForItsSamplesOneByOne",
            "computed alone"),
        bug(
            "dropout is left on",
            () ->
                new Lines() {
                  private final Random random = new Random(1);

                  @Override
                  void compute(Batch batch, Tensor destination) {
                    super.compute(batch, destination);
                    destination.set(0, random.nextFloat());
                  }
                },
            "theSameSamplesHaveTheSameOutputs",
            "computed again"),
        bug(
            "is trained without a seed",
            () ->
                new Lines() {
                  private final float drawn = new Random().nextFloat();

                  @Override
                  void compute(Batch batch, Tensor destination) {
                    destination.fill(drawn);
                  }
                },
            "oneConfigurationGivesOneTeacher",
            "of a second teacher"),
        bug(
            "changes when it is evaluated",
            () ->
                new Lines() {
                  @Override
                  public String fingerprint() {
                    return "evaluated " + evaluations + " times";
                  }
                },
            "evaluatingChangesNeitherTheTeacherNorTheSamples",
            "changed by being evaluated"),
        bug(
            "scales its inputs in place",
            () ->
                new Lines() {
                  @Override
                  void compute(Batch batch, Tensor destination) {
                    super.compute(batch, destination);
                    batch.inputs().fill(0);
                  }
                },
            "evaluatingChangesNeitherTheTeacherNorTheSamples",
            "The inputs were changed"),
        bug(
            "calls logits probabilities",
            () -> new Lines(TargetKind.PROBABILITIES),
            "outputsAreWhatTheirKindSays",
            "probabilit"),
        bug(
            "gives values for classes",
            () -> new Lines(TargetKind.VALUES),
            "everyHeadHasOneOutputOfAKindThatFitsItsTask",
            "of the kind VALUES"),
        bug(
            "computes the first sample alone",
            () ->
                new Lines() {
                  @Override
                  void compute(Batch batch, Tensor destination) {
                    destination.write(0, new float[] {1, 2, 3});
                  }
                },
            "outputsAreWhatTheirKindSays",
            "is NaN"),
        bug(
            "goes by the place in the batch",
            () ->
                new Lines() {
                  @Override
                  void compute(Batch batch, Tensor destination) {
                    for (int i = 0; i < 3 * batch.size(); i++) {
                      destination.set(i, i);
                    }
                  }
                },
            "outputsFollowTheSamplesWhenTheyChangePlaces",
            "in reverse order"),
        bug(
            "depends on which other outputs are wanted",
            () ->
                new Lines() {
                  @Override
                  public List<TeacherOutput> outputs() {
                    return List.of(
                        super.outputs().get(0),
                        new TeacherOutput("tap", TargetKind.FEATURES, Shape.of(3)));
                  }

                  @Override
                  public void evaluate(Batch batch, Map<String, Tensor> destinations) {
                    super.evaluate(batch, destinations);
                    destinations.values().forEach(each -> each.set(0, destinations.size()));
                  }
                },
            "oneOutputCanBeComputedWithoutTheOthers",
            "computed without the others"),
        new PlantedBug(
            "Teacher",
            "announces another kind of output than it gives",
            () ->
                new Contract(
                    Lines::new, Optional.of(new Lines(TargetKind.PROBABILITIES).outputs())),
            "previewSaysWhatTheTeacherOffers",
            "PROBABILITIES"));
  }

  /** The contract over the right teacher. */
  static TeacherContract<FixedProvider.NoKeys> right() {
    return new Contract(Lines::new, Optional.of(new Lines().outputs()));
  }

  private static PlantedBug bug(
      String bug, Supplier<? extends Teacher> teacher, String test, String message) {
    return new PlantedBug(
        "Teacher", bug, () -> new Contract(teacher, Optional.empty()), test, message);
  }

  private static final class Contract extends TeacherContract<FixedProvider.NoKeys> {
    private final TinyLesson lesson = TinyLesson.of(12, 7);
    private final TeacherProvider<FixedProvider.NoKeys> provider;

    Contract(Supplier<? extends Teacher> teacher, Optional<List<TeacherOutput>> announced) {
      this.provider = new Provided(teacher, announced);
    }

    @AfterEach
    void close() {
      lesson.close();
    }

    @Override
    protected TeacherProvider<FixedProvider.NoKeys> provider() {
      return provider;
    }

    @Override
    protected FixedProvider.NoKeys configuration() {
      return new FixedProvider.NoKeys();
    }

    @Override
    protected TeacherContext context() {
      return new TestContext(Path.of(""), 1).with(lesson.data());
    }
  }

  private record Provided(
      Supplier<? extends Teacher> teacher, Optional<List<TeacherOutput>> announced)
      implements TeacherProvider<FixedProvider.NoKeys> {

    @Override
    public String name() {
      return "planted";
    }

    @Override
    public Class<FixedProvider.NoKeys> configuration() {
      return FixedProvider.NoKeys.class;
    }

    @Override
    public Optional<List<TeacherOutput>> preview(
        FixedProvider.NoKeys configuration, TeacherContext context) {
      return announced;
    }

    @Override
    public Teacher create(FixedProvider.NoKeys configuration, TeacherContext context) {
      return teacher.get();
    }
  }

  private static class Lines implements Teacher {
    private final TargetKind kind;
    int evaluations;

    Lines() {
      this(TargetKind.LOGITS);
    }

    Lines(TargetKind kind) {
      this.kind = kind;
    }

    @Override
    public List<TeacherOutput> outputs() {
      return List.of(new TeacherOutput("class", kind, Shape.of(3)));
    }

    @Override
    public void evaluate(Batch batch, Map<String, Tensor> destinations) {
      evaluations++;
      destinations.values().forEach(destination -> compute(batch, destination));
    }

    void compute(Batch batch, Tensor destination) {
      for (int i = 0; i < batch.size(); i++) {
        float x = batch.inputs().get(2 * i);
        float y = batch.inputs().get(2 * i + 1);
        destination.write(3 * i, new float[] {3 * x, 2 * y, x - y});
      }
    }

    @Override
    public String fingerprint() {
      return "lines";
    }

    @Override
    public void close() {}
  }
}
