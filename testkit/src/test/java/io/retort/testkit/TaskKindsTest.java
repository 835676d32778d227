package io.retort.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.data.Task;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the contracts try has all kinds of tasks, those that are still to come too. */
class TaskKindsTest {

  @Test
  void metricsAreMeasuredOnEveryKind() {
    assertEquals(
        Set.of(Task.class.getPermittedSubclasses()),
        MetricCases.tasks().stream().map(Task::getClass).collect(Collectors.toSet()));
  }
}
