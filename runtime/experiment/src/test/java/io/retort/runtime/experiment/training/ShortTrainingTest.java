package io.retort.runtime.experiment.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.retort.core.plugin.Recipe;
import io.retort.core.teacher.Teacher;
import io.retort.core.training.TrainingSettings;
import io.retort.runtime.experiment.Retort;
import io.retort.runtime.experiment.TinyExperiment;
import io.retort.runtime.plugin.Plugin;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShortTrainingTest {
  private static final Map<String, Object> NETWORK =
      Map.of(
          "kind",
          "network",
          "network",
          List.of(Map.of("kind", "dense", "units", 3)),
          "training",
          Map.of("epochs", 20, "batch", 16));

  private static Plugin<Teacher> teacher(Map<String, Object> teacher) {
    Map<String, Object> values = new HashMap<>(TinyExperiment.values());
    values.put("teacher", teacher);
    return Retort.with(TinyExperiment.catalog()).experiment(values).experiment().teacher();
  }

  @Test
  void trainingsInListsAndMapsOfTeachersAreCutToOneStep() {
    Plugin<Teacher> whole =
        teacher(
            Map.of(
                "kind",
                "per-head",
                "heads",
                Map.of(
                    "label", Map.of("kind", "ensemble", "teachers", List.of(NETWORK, NETWORK)))));
    assertEquals(List.of(Optional.empty(), Optional.empty()), stepsOfMembers(whole));

    assertEquals(List.of(Optional.of(1), Optional.of(1)), stepsOfMembers(ShortTraining.of(whole)));
    assertEquals(List.of(Optional.empty(), Optional.empty()), stepsOfMembers(whole));
  }

  private static List<Optional<Integer>> stepsOfMembers(Plugin<Teacher> perHead) {
    Map<?, ?> heads = (Map<?, ?>) component(perHead, "heads");
    List<?> members = (List<?>) component((Recipe<?>) heads.get("label"), "teachers");
    return members.stream()
        .map(member -> ((TrainingSettings) component((Recipe<?>) member, "training")).steps())
        .toList();
  }

  /** By reflection, as runtime sees the configurations of plugins. */
  private static Object component(Recipe<?> recipe, String name) {
    try {
      return recipe.configuration().getClass().getMethod(name).invoke(recipe.configuration());
    } catch (ReflectiveOperationException unexpected) {
      throw new LinkageError(name, unexpected);
    }
  }

  @Test
  void aTeacherThatIsNotTrainedIsLeftAlone() {
    Plugin<Teacher> none = teacher(Map.of("kind", "none"));
    assertSame(none, ShortTraining.of(none));
  }
}
