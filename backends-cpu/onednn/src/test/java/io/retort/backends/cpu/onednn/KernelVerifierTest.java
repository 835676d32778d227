package io.retort.backends.cpu.onednn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.network.ActivationFunction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kernels with faults that were planted are not believed. */
class KernelVerifierTest {
  private static void none(VerificationCase sample, Map<ArrayRole, float[]> written) {
    // What is computed stays as it is.
  }

  /** Faults that libraries had, as what they do to an array that is written. */
  private static Map<String, BiConsumer<VerificationCase, Map<ArrayRole, float[]>>> faults(
      ArrayRole role) {
    Map<String, BiConsumer<VerificationCase, Map<ArrayRole, float[]>>> faults =
        new LinkedHashMap<>();
    faults.put("all is 0", (sample, written) -> Arrays.fill(written.get(role), 0));
    faults.put("the last value is 0", (sample, written) -> set(written.get(role), 0));
    faults.put(
        "the last value is not written",
        (sample, written) -> set(written.get(role), last(sample.values(role))));
    faults.put("the last value is infinite", (sample, written) -> set(written.get(role), 1 / 0f));
    faults.put("the last value is NaN", (sample, written) -> set(written.get(role), Float.NaN));
    faults.put(
        "a tenth off",
        (sample, written) -> {
          float[] values = written.get(role);
          for (int i = 0; i < values.length; i++) {
            values[i] *= 1.1f;
          }
        });
    return faults;
  }

  private static void set(float[] values, float last) {
    values[values.length - 1] = last;
  }

  private static float last(float[] values) {
    return values[values.length - 1];
  }

  @Test
  void everyFaultInEveryArrayThatIsWrittenIsSeen() {
    for (ConvolutionDirection direction : ConvolutionDirection.values()) {
      ConvolutionSpec convolution = PlantedKernel.convolution(direction, 3, 4);
      for (ArrayRole role : ArrayRole.values()) {
        if (direction.writes(role)) {
          faults(role)
              .forEach(
                  (name, fault) ->
                      assertFalse(
                          believes(convolution, fault), direction + ", " + role + ": " + name));
        }
      }
      assertTrue(believes(convolution, KernelVerifierTest::none), direction.name());
    }
  }

  @Test
  void whatIsComparedAtSomePlacesOnlyIsSeenThereAndAtTheBorders() {
    for (ConvolutionDirection direction : ConvolutionDirection.values()) {
      ConvolutionSpec large = PlantedKernel.convolution(direction, 300, 40);
      assertTrue(believes(large, KernelVerifierTest::none), direction.name());
      for (ArrayRole role : List.of(ArrayRole.OUTPUT, ArrayRole.IMAGE)) {
        if (direction.writes(role)) {
          int width = role == ArrayRole.OUTPUT ? 3 : 4;
          assertFalse(
              believes(
                  large,
                  (sample, written) -> {
                    float[] values = written.get(role);
                    for (int i = width - 1; i < values.length; i += width) {
                      values[i] = 0;
                    }
                  }),
              "the last column of " + role);
        }
      }
    }
  }

  @Test
  void functionsAndSumsAreSeen() {
    for (ActivationFunction function : ActivationFunction.values()) {
      ConvolutionSpec product =
          ConvolutionSpec.matrixMultiplication(
              ConvolutionDirection.FORWARD, 5, 7, 9, true, true, function);
      assertTrue(believes(product, KernelVerifierTest::none), function.name());
      ConvolutionSpec without =
          ConvolutionSpec.matrixMultiplication(
              ConvolutionDirection.FORWARD, 5, 7, 9, true, false, function);
      assertFalse(compares(product, without), "no sum before " + function);
      if (function != ActivationFunction.LINEAR) {
        ConvolutionSpec linear =
            ConvolutionSpec.matrixMultiplication(
                ConvolutionDirection.FORWARD, 5, 7, 9, true, true, ActivationFunction.LINEAR);
        assertFalse(compares(product, linear), "no " + function);
      }
    }
  }

  private static boolean believes(
      ConvolutionSpec convolution, BiConsumer<VerificationCase, Map<ArrayRole, float[]>> fault) {
    return believes(
        KernelVerifier.inMemory(), new PlantedKernel("planted", convolution, fault), convolution);
  }

  /** Whether what computes one thing is believed to compute another. */
  private static boolean compares(ConvolutionSpec asked, ConvolutionSpec computed) {
    return believes(
        KernelVerifier.inMemory(),
        new PlantedKernel("planted", computed, KernelVerifierTest::none),
        asked);
  }

  private static boolean believes(
      KernelVerifier verifier, PlantedKernel kernel, ConvolutionSpec asked) {
    return verifier.believes(kernel, asked, () -> new ConvolutionCase(asked), "a convolution");
  }

  @Test
  void aKernelThatFailsIsNotBelieved() {
    ConvolutionSpec convolution = PlantedKernel.convolution(ConvolutionDirection.FORWARD, 1, 2);
    assertFalse(
        believes(
            convolution,
            (sample, written) -> {
              throw new IllegalStateException("oneDNN could not run a primitive: status 2");
            }));
  }

  @Test
  void aComparisonIsMadeOnceAndNamedAtEachStart(@TempDir Path folder) {
    Path file = folder.resolve("retort").resolve("verdicts.txt");
    ConvolutionSpec convolution = PlantedKernel.convolution(ConvolutionDirection.DATA, 1, 2);
    for (int start = 0; start < 3; start++) {
      KernelVerifier verifier = KernelVerifier.with(KernelVerdicts.in(file));
      PlantedKernel right = new PlantedKernel("right", convolution, KernelVerifierTest::none);
      PlantedKernel wrong =
          new PlantedKernel(
              "wrong", convolution, (sample, written) -> set(written.get(ArrayRole.IMAGE), 9));
      for (int network = 0; network < 2; network++) {
        assertTrue(believes(verifier, right, convolution));
        assertFalse(believes(verifier, wrong, convolution));
      }
      assertEquals(start == 0 ? 1 : 0, right.runs());
      assertEquals(start == 0 ? 1 : 0, wrong.runs());
      assertEquals(start == 0 ? 2 : 0, verifier.comparisons());
      assertEquals(
          List.of(
              "oneDNN's kernel wrong computes a convolution wrong on this processor and is not"
                  + " used"),
          verifier.findings());
      verifier.save();
    }
  }

  @Test
  void nothingIsComparedThatIsNotToBe() {
    ConvolutionSpec convolution = PlantedKernel.convolution(ConvolutionDirection.FORWARD, 1, 2);
    PlantedKernel wrong =
        new PlantedKernel(
            "wrong", convolution, (sample, written) -> set(written.get(ArrayRole.OUTPUT), 9));
    assertTrue(believes(KernelVerifier.off(), wrong, convolution));
    assertEquals(0, wrong.runs());
  }

  @Test
  void twoProcessesKeepWhatEitherHasFound(@TempDir Path folder) {
    Path file = folder.resolve("verdicts.txt");
    KernelVerdicts one = KernelVerdicts.in(file);
    KernelVerdicts other = KernelVerdicts.in(file);
    one.put("a", true);
    other.put("b", false);
    one.save();
    other.save();
    KernelVerdicts later = KernelVerdicts.in(file);
    assertTrue(later.of("a").orElseThrow());
    assertFalse(later.of("b").orElseThrow());
    assertTrue(later.of("c").isEmpty());
  }

  @Test
  void aFileThatCannotBeReadOrWrittenIsNoError(@TempDir Path folder) throws Exception {
    Path broken = folder.resolve("broken.txt");
    Files.write(broken, new byte[] {(byte) 0xff, 0, 17, '\n', (byte) 0xc0});
    Path other = folder.resolve("other.txt");
    Files.writeString(other, "another format\nright a\n");
    Path inFile = other.resolve("verdicts.txt");
    Path isFolder = Files.createDirectories(folder.resolve("folder.txt").resolve("a")).getParent();
    for (Path file : List.of(broken, other, inFile, isFolder)) {
      KernelVerdicts verdicts = KernelVerdicts.in(file);
      assertTrue(verdicts.of("a").isEmpty(), file.toString());
      verdicts.put("a", false);
      verdicts.save();
      assertFalse(verdicts.of("a").orElseThrow(), file.toString());
    }
    // What is not a file of verdicts is replaced by one.
    assertFalse(KernelVerdicts.in(broken).of("a").orElseThrow());
    try (var files = Files.list(folder)) {
      assertEquals(3, files.count(), "files that were written half are left");
    }
  }

  @Test
  void aFileThatIsNotAsItWasWrittenIsIgnoredAndReplaced(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("verdicts.txt");
    KernelVerdicts written = KernelVerdicts.in(file);
    written.put("one kernel", true);
    written.put("other kernel", false);
    written.save();
    String whole = Files.readString(file);
    for (String altered :
        List.of(
            whole.replace("wrong other", "right other"),
            whole.substring(0, whole.length() - 4),
            whole + "right third kernel\n",
            "")) {
      Files.writeString(file, altered);
      KernelVerdicts found = KernelVerdicts.in(file);
      assertTrue(found.of("one kernel").isEmpty(), altered);
      assertTrue(found.of("other kernel").isEmpty(), altered);
      found.put("one kernel", true);
      found.save();
      assertTrue(KernelVerdicts.in(file).of("one kernel").orElseThrow(), altered);
    }
  }

  @Test
  void aKernelThatFailsIsTriedAgainAtTheNextStart(@TempDir Path folder) {
    Path file = folder.resolve("verdicts.txt");
    ConvolutionSpec convolution = PlantedKernel.convolution(ConvolutionDirection.FORWARD, 1, 2);
    PlantedKernel failing =
        new PlantedKernel(
            "kernel",
            convolution,
            (sample, written) -> {
              throw new IllegalStateException("oneDNN could not run a primitive: status 1");
            });
    KernelVerifier first = KernelVerifier.with(KernelVerdicts.in(file));
    assertFalse(believes(first, failing, convolution));
    first.save();
    PlantedKernel right = new PlantedKernel("kernel", convolution, KernelVerifierTest::none);
    KernelVerifier second = KernelVerifier.with(KernelVerdicts.in(file));
    assertTrue(believes(second, right, convolution));
  }

  @Test
  void theFileIsThatOfTheLibraryAndTheProcessor() {
    Path file = Processor.verdicts(Path.of("known"));
    assertEquals(Path.of("known"), file.getParent());
    assertTrue(
        file.getFileName()
            .toString()
            .startsWith(Processor.library() + "-" + Processor.instructions()),
        file.toString());
  }
}
