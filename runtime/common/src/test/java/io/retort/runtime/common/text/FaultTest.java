package io.retort.runtime.common.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.FindException;
import java.nio.file.NoSuchFileException;
import java.util.ServiceConfigurationError;
import org.junit.jupiter.api.Test;

class FaultTest {

  @Test
  void whatJavaCallsItsFaultsBecomesWords() {
    assertEquals("illegal state (no)", Fault.of(new IllegalStateException("no")));
    assertEquals("null pointer", Fault.of(new NullPointerException()));
    assertEquals("find (x is missing)", Fault.of(new FindException("x is missing")));
    assertEquals("its calls are nested too deep", Fault.of(new StackOverflowError()));
    assertEquals("there is no a.csv", Fault.of(new NoSuchFileException("a.csv")));
    assertEquals("full", Fault.of(new UncheckedIOException(new IOException("full"))));
    assertEquals("said so", Fault.of(new RetortException(ErrorKind.DATA, "said so")));
    assertEquals("assertion (a bug)", Fault.of(new AssertionError("a bug")));
    assertTrue(Fault.of(new OutOfMemoryError("Java heap space")).startsWith("The memory is not"));
  }

  @Test
  void whatIsMissingIsNamed() {
    assertEquals(
        "the class com.acme.Part is missing", Fault.of(new NoClassDefFoundError("com/acme/Part")));
    assertEquals(
        "could not initialize class com.acme.Part",
        Fault.of(new NoClassDefFoundError("Could not initialize class com.acme.Part")));
    assertEquals(
        "the method 'void com.acme.Part.run()' is missing",
        Fault.of(new NoSuchMethodError("'void com.acme.Part.run()'")));
  }

  @Test
  void causesFollow() {
    assertEquals(
        "a class cannot be initialised: illegal state (no)",
        Fault.of(new ExceptionInInitializerError(new IllegalStateException("no"))));
    assertEquals(
        "com.acme.Provider not made: array index out of bounds (3)",
        Fault.of(
            new ServiceConfigurationError(
                "com.acme.Provider not made", new ArrayIndexOutOfBoundsException("3"))));
  }

  private static final class PartMissing extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** By which the author of a plugin finds the place. */
  @Test
  void classesOfOthersKeepTheirNames() {
    assertEquals(PartMissing.class.getName(), Fault.of(new PartMissing()));
  }
}
