package io.retort.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class MainTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void helpIsNoMistake() {
    assertEquals(0, run("help"));
    assertTrue(out.toString().contains("Usage: retort"), out.toString());
    assertEquals(0, run("plugins"));
    assertEquals(0, run("--help"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "rnu",
        "plugins nothing",
        "plugins describe lozz huber",
        "new-plugin lozz x --package com.acme",
        "bench e.yaml --blocks 0",
        "bench e.yaml --block-steps -5",
        "bench e.yaml --warm-up=-1",
        "bench e.yaml --blocks ten",
        "bench e.yaml --blocks=",
        "bench e.yaml --blocks 99999999999",
        "bench e.yaml --blocks 2147483647 --block-steps 2147483647",
        "bench e.yaml --warm-up 2147483647",
        "bench e.yaml --threads 0",
        "bench e.yaml --threads -3",
        "bench e.yaml --threads 1e9",
        "outputs prune --unused-for=-1",
        "run"
      })
  void whatIsAskedWronglyHasAnExitCodeOfItsOwn(String arguments) {
    assertEquals(2, run(arguments.isEmpty() ? new String[0] : arguments.split(" ")));
    assertFalse(err.toString().contains("defect"), err.toString());
    assertFalse(err.toString().contains("Exception"), err.toString());
    assertTrue(err.toString().startsWith("retort: "), err.toString());
    assertTrue(err.toString().lines().count() <= 3, err.toString());
  }

  /** The option was given, not a change of the file, as which it is carried out. */
  @ParameterizedTest
  @CsvSource({"--backend, x}: y", "--backend, ''", "--precision, {a: b}"})
  void anOptionThatStandsForAChangeIsNamed(String option, String value) throws IOException {
    Path file = Files.writeString(folder.resolve("e.yaml"), "name: e\n");
    assertEquals(2, run("bench", file.toString(), option, value));
    assertTrue(err.toString().contains(option + " " + value + ": "), err.toString());
    assertFalse(err.toString().contains("--set"), err.toString());
  }

  @Test
  void whatFailsEndsInASentence() {
    assertEquals(1, failing(new RetortException(ErrorKind.ENVIRONMENT, "the disk is full")));
    assertEquals("retort: the disk is full\n", err.toString());
    for (Throwable shortage :
        new Throwable[] {
          new OutOfMemoryError("Java heap space"),
          new IllegalStateException("wrapped", new OutOfMemoryError("Java heap space")),
          new ExceptionInInitializerError(new OutOfMemoryError("Java heap space"))
        }) {
      err.getBuffer().setLength(0);
      assertEquals(1, failing(shortage));
      assertTrue(
          err.toString().startsWith("retort: The memory is not enough (Java's heap of "),
          err.toString());
      assertEquals(1, err.toString().lines().count());
    }
    err.getBuffer().setLength(0);
    assertEquals(4, failing(new IllegalStateException("a bug")));
    assertTrue(err.toString().contains("This is a defect of Retort"), err.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "CONFIGURATION, 1",
    "DATA, 1",
    "PLUGIN, 1",
    "ENVIRONMENT, 1",
    "DIVERGENCE, 3",
    "DEFECT, 4"
  })
  void theExitCodeFollowsFromTheKindOfFailure(ErrorKind kind, int code) {
    assertEquals(code, failing(new RetortException(kind, "so it is")));
    assertTrue(err.toString().startsWith("retort: so it is\n"), err.toString());
    assertEquals(kind == ErrorKind.DEFECT, err.toString().contains("defect"), err.toString());
  }

  @Test
  void anOutputThatIsClosedIsNoSuccess() {
    CommandLine line = line();
    line.setOut(new PrintWriter(new Closed()));
    assertEquals(1, Main.run(line, "help"));
    assertTrue(err.toString().contains("the output could not be written"), err.toString());
  }

  @Test
  void theStandardOutputThatIsFullIsNoSuccess() {
    PrintStream before = System.out;
    System.setOut(
        new PrintStream(
            new OutputStream() {
              @Override
              public void write(int value) throws IOException {
                throw new IOException("No space left on device");
              }
            }));
    try {
      CommandLine line = Main.commandLine().setErr(new PrintWriter(err, true));
      assertEquals(1, Main.run(line, "help"));
    } finally {
      System.setOut(before);
    }
    assertTrue(err.toString().contains("the output could not be written"), err.toString());
  }

  private int run(String... arguments) {
    return Main.run(line(), arguments);
  }

  private int failing(Throwable failure) {
    CommandLine line = Main.commandLine().addSubcommand("fail", new Failing(failure));
    // What is set is set for the commands that are there.
    line.setErr(new PrintWriter(err, true)).setExecutionExceptionHandler(new FailureReport());
    return Main.run(line, "fail");
  }

  private CommandLine line() {
    return Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
  }

  /** A command that fails. */
  @Command(name = "fail")
  private record Failing(Throwable failure) implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
      if (failure instanceof Error error) {
        throw error;
      }
      throw (Exception) failure;
    }
  }

  /** Like a pipe whose reader has gone. */
  private static final class Closed extends Writer {
    @Override
    public void write(char[] text, int from, int length) throws IOException {
      throw new IOException("Broken pipe");
    }

    @Override
    public void flush() throws IOException {
      throw new IOException("Broken pipe");
    }

    @Override
    public void close() {}
  }
}
