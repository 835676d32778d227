package io.retort.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorKindTest {

  @ParameterizedTest
  @EnumSource
  void whatWasSaidByTheFailureCounts(ErrorKind kind) {
    Error cause = new OutOfMemoryError("Java heap space");
    assertEquals(kind, ErrorKind.of(new RetortException(kind, "said", cause)));
  }

  @Test
  void shortMemoryIsOfTheEnvironmentHoweverItIsWrapped() {
    Error shortage = new OutOfMemoryError("Java heap space");
    assertEquals(ErrorKind.ENVIRONMENT, ErrorKind.of(shortage));
    assertEquals(ErrorKind.ENVIRONMENT, ErrorKind.of(new IllegalStateException(shortage)));
  }

  @Test
  void whatNobodyHasForeseenIsADefect() {
    assertEquals(ErrorKind.DEFECT, ErrorKind.of(new IllegalStateException("a bug")));
    assertEquals(ErrorKind.DEFECT, ErrorKind.of(new NoClassDefFoundError("Missing")));
  }
}
