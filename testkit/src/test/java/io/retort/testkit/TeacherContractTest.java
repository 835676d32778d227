package io.retort.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.data.Batch;
import io.retort.core.loss.TargetKind;
import io.retort.core.plugin.Context;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.teacher.TeacherProvider;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each wrong teacher makes the contract fail, with a message that names the property. */
class TeacherContractTest {
  private final TinyLesson lesson = TinyLesson.of(12, 7);

  @AfterEach
  void close() {
    lesson.close();
  }

  /** Answers 3x, 2y and x − y, unless it is planted with a bug. */
  private static class Lines implements Teacher {
    TargetKind kind = TargetKind.LOGITS;
    int questions;

    @Override
    public List<TeacherOutput> outputs() {
      return List.of(new TeacherOutput("class", kind, Shape.of(3)));
    }

    @Override
    public void evaluate(Batch batch, Map<String, Tensor> destinations) {
      questions++;
      destinations.values().forEach(destination -> answer(batch, destination));
    }

    void answer(Batch batch, Tensor destination) {
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

  private record NoKeys() {}

  private record Planted(Lines teacher, Optional<List<TeacherOutput>> announced)
      implements TeacherProvider<NoKeys> {

    @Override
    public String name() {
      return "planted";
    }

    @Override
    public Class<NoKeys> configuration() {
      return NoKeys.class;
    }

    @Override
    public Optional<List<TeacherOutput>> preview(NoKeys configuration, Context context) {
      return announced;
    }

    @Override
    public Teacher create(NoKeys configuration, Context context) {
      return teacher;
    }
  }

  private TeacherContract<NoKeys> contract(TeacherProvider<NoKeys> provider) {
    return new TeacherContract<>() {
      @Override
      protected TeacherProvider<NoKeys> provider() {
        return provider;
      }

      @Override
      protected NoKeys configuration() {
        return new NoKeys();
      }

      @Override
      protected Context context() {
        return new TestContext(Path.of(""), 1).with(lesson.data());
      }
    };
  }

  private TeacherContract<NoKeys> contract(Lines teacher) {
    return contract(new Planted(teacher, Optional.empty()));
  }

  private static void assertCaught(
      String property, TeacherContract<NoKeys> contract, Consumer<TeacherContract<NoKeys>> test) {
    String message =
        assertThrows(AssertionError.class, () -> test.accept(contract), "Not caught").getMessage();
    assertTrue(message.contains(property), () -> "'" + property + "' is missing in: " + message);
  }

  @Test
  void aRightTeacherKeepsTheContract() {
    TeacherContract<NoKeys> contract =
        contract(new Planted(new Lines(), Optional.of(new Lines().outputs())));
    contract.nameCanBeWritten();
    contract.everyConfigurationKeyIsDocumented();
    contract.everyHeadHasOneAnswerOfAKindThatFitsItsTask();
    contract.previewSaysWhatTheTeacherOffers();
    contract.answersAreWhatTheirKindSays();
    contract.askingChangesNeitherTheTeacherNorTheSamples();
    contract.theSameQuestionHasTheSameAnswer();
    contract.oneConfigurationGivesOneTeacher();
    contract.answersForABatchAreThoseForItsSamplesOneByOne();
    contract.answersFollowTheSamplesWhenTheyChangePlaces();
    contract.oneOutputCanBeAskedForAlone();
  }

  @Test
  void statisticsOfTheBatchAreCaught() {
    Lines normalizing =
        new Lines() {
          @Override
          void answer(Batch batch, Tensor destination) {
            super.answer(batch, destination);
            float mean = 0;
            for (int i = 0; i < batch.size(); i++) {
              mean += destination.get(3 * i) / batch.size();
            }
            for (int i = 0; i < batch.size(); i++) {
              destination.set(3 * i, destination.get(3 * i) - mean);
            }
          }
        };
    assertCaught(
        "asked alone",
        contract(normalizing),
        TeacherContract::answersForABatchAreThoseForItsSamplesOneByOne);
  }

  @Test
  void dropoutLeftOnIsCaught() {
    Random random = new Random(1);
    Lines noisy =
        new Lines() {
          @Override
          void answer(Batch batch, Tensor destination) {
            super.answer(batch, destination);
            destination.set(0, random.nextFloat());
          }
        };
    assertCaught("asked again", contract(noisy), TeacherContract::theSameQuestionHasTheSameAnswer);
  }

  @Test
  void anUnseededTeacherIsCaught() {
    TeacherProvider<NoKeys> unseeded =
        new TeacherProvider<>() {
          private int made;

          @Override
          public String name() {
            return "unseeded";
          }

          @Override
          public Class<NoKeys> configuration() {
            return NoKeys.class;
          }

          @Override
          public Teacher create(NoKeys configuration, Context context) {
            float drawn = ++made;
            return new Lines() {
              @Override
              void answer(Batch batch, Tensor destination) {
                destination.fill(drawn);
              }
            };
          }
        };
    assertCaught(
        "of a second teacher",
        contract(unseeded),
        TeacherContract::oneConfigurationGivesOneTeacher);
  }

  @Test
  void aTeacherThatMovesIsCaught() {
    Lines moving =
        new Lines() {
          @Override
          public String fingerprint() {
            return "asked " + questions + " times";
          }
        };
    assertCaught(
        "changed by being asked",
        contract(moving),
        TeacherContract::askingChangesNeitherTheTeacherNorTheSamples);
  }

  @Test
  void inputsThatAreOverwrittenAreCaught() {
    Lines scaling =
        new Lines() {
          @Override
          void answer(Batch batch, Tensor destination) {
            super.answer(batch, destination);
            batch.inputs().fill(0);
          }
        };
    assertCaught(
        "The inputs were changed",
        contract(scaling),
        TeacherContract::askingChangesNeitherTheTeacherNorTheSamples);
  }

  @Test
  void logitsThatAreCalledProbabilitiesAreCaught() {
    Lines untyped = new Lines();
    untyped.kind = TargetKind.PROBABILITIES;
    assertCaught("probabilit", contract(untyped), TeacherContract::answersAreWhatTheirKindSays);
  }

  @Test
  void valuesForClassesAreCaught() {
    Lines regression = new Lines();
    regression.kind = TargetKind.VALUES;
    assertCaught(
        "answered with VALUES",
        contract(regression),
        TeacherContract::everyHeadHasOneAnswerOfAKindThatFitsItsTask);
  }

  @Test
  void rowsThatAreLeftOutAreCaught() {
    Lines firstOnly =
        new Lines() {
          @Override
          void answer(Batch batch, Tensor destination) {
            destination.write(0, new float[] {1, 2, 3});
          }
        };
    assertCaught("is NaN", contract(firstOnly), TeacherContract::answersAreWhatTheirKindSays);
  }

  @Test
  void answersByPlaceInTheBatchAreCaught() {
    Lines byPlace =
        new Lines() {
          @Override
          void answer(Batch batch, Tensor destination) {
            for (int i = 0; i < 3 * batch.size(); i++) {
              destination.set(i, i);
            }
          }
        };
    assertCaught(
        "in reverse order",
        contract(byPlace),
        TeacherContract::answersFollowTheSamplesWhenTheyChangePlaces);
  }

  @Test
  void aPreviewOfSomethingElseIsCaught() {
    Lines announced = new Lines();
    announced.kind = TargetKind.PROBABILITIES;
    assertCaught(
        "PROBABILITIES",
        contract(new Planted(new Lines(), Optional.of(announced.outputs()))),
        TeacherContract::previewSaysWhatTheTeacherOffers);
  }
}
