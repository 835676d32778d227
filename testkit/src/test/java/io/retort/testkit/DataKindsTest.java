package io.retort.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.data.Head;
import io.retort.core.data.InputColumn;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.Signature;
import io.retort.core.data.Task;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the contracts try has all kinds of data and tasks, those that are still to come too. */
class DataKindsTest {

  @Test
  void metricsAreMeasuredOnEveryKindOfTask() {
    assertEquals(all(Task.class), kinds(MetricCases.tasks().stream()));
  }

  @Test
  void studentsOfEveryKindOfDataAndTaskAreExported() {
    assertEquals(all(InputPreparation.class), kinds(signatures().map(Signature::preparation)));
    assertEquals(
        all(InputColumn.class),
        kinds(signatures().flatMap(signature -> signature.columns().stream())));
    assertEquals(
        all(Task.class),
        kinds(signatures().flatMap(signature -> signature.heads().stream()).map(Head::task)));
  }

  private static Stream<Signature> signatures() {
    return RawStudents.ofEachKind().stream()
        .map(student -> student.model().signature().orElseThrow());
  }

  private static Set<Class<?>> all(Class<?> kind) {
    return Set.of(kind.getPermittedSubclasses());
  }

  private static Set<Class<?>> kinds(Stream<?> values) {
    return values.map(Object::getClass).collect(Collectors.toSet());
  }
}
