package io.retort.backends.cpu.onednn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.backend.ComputeBackend;
import io.retort.testkit.RandomNetworks;
import io.retort.testkit.RandomWindow;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Networks for which oneDNN's first choice is wrong, as far as can be seen. */
class PassedOverKernelsTest {

  /** The same implementation, with results in which the first value is wrong. */
  private record Spoilt(Implementation original) implements Implementation {

    @Override
    public String name() {
      return original.name();
    }

    @Override
    public String description() {
      return original.description();
    }

    @Override
    public double tolerance() {
      return original.tolerance();
    }

    @Override
    public Map<ArrayRole, float[]> run(VerificationCase sample) {
      Map<ArrayRole, float[]> written = original.run(sample);
      written.values().forEach(values -> values[0] += 1);
      return written;
    }
  }

  private static KernelVerifier spoiling(Predicate<String> names) {
    return new KernelVerifier(
        true,
        KernelVerdicts.inMemory(),
        original -> names.test(original.name()) ? new Spoilt(original) : original);
  }

  private static OneDnnBackend backend(KernelVerifier verifier) {
    return new OneDnnBackend(new Limits(1, 1, Long.MAX_VALUE, false, 0), verifier);
  }

  @Test
  void othersAreUsedAndComputeTheSame() {
    // All that was made for a set of instructions; what is left are matrix multiplications and
    // plain loops.
    KernelVerifier verifier = spoiling(name -> name.matches("(brg|jit|brdgmm).*"));
    try (ComputeBackend backend = backend(verifier)) {
      for (int seed = 0; seed < 150; seed++) {
        RandomWindow.draw(seed).compare(backend, 1e-5);
      }
      List<String> findings = backend.findings();
      assertTrue(
          findings.stream()
              .anyMatch(
                  finding ->
                      finding.matches(
                          "oneDNN's kernel (brg|jit)\\S* computes the convolution of 'window' wrong"
                              + " on this processor and is not used")),
          findings::toString);
      for (String what : List.of("the weight gradient of", "the input gradient of")) {
        assertTrue(findings.stream().anyMatch(finding -> finding.contains(what)), what);
      }
    }
  }

  @Test
  void wholeNetworksComputeTheSame() {
    try (ComputeBackend usual = backend(KernelVerifier.off());
        ComputeBackend others = backend(spoiling(name -> name.startsWith("brg")))) {
      for (int seed = 0; seed < 40; seed++) {
        RandomNetworks.Sample sample = RandomNetworks.draw(seed);
        Map<String, float[]> expected = Observations.of(usual, sample);
        Map<String, float[]> found = Observations.of(others, sample);
        double whole = Observations.norm(expected.get("gradients"));
        expected.forEach(
            (what, values) -> {
              float[] difference = found.get(what).clone();
              for (int i = 0; i < difference.length; i++) {
                difference[i] -= values[i];
              }
              double scale = Math.max(Observations.norm(values), 1e-2 * whole);
              assertTrue(
                  Observations.norm(difference) <= 1e-4 * scale + 1e-7, () -> what + ": " + sample);
            });
      }
    }
  }

  @Test
  void aConvolutionThatNoKernelComputesIsRefused() {
    try (ComputeBackend backend = backend(spoiling(name -> true))) {
      RetortException refusal =
          assertThrows(RetortException.class, () -> RandomWindow.draw(1).compare(backend, 1e-5));
      assertTrue(
          refusal.getMessage().startsWith("None of oneDNN's kernels computes "),
          refusal.getMessage());
    }
  }

  @Test
  void nothingIsPassedOverWhereAllIsRight() {
    try (ComputeBackend backend = backend(spoiling(name -> false))) {
      RandomWindow.draw(2).compare(backend, 1e-5);
      assertEquals(List.of(), backend.findings());
    }
  }
}
