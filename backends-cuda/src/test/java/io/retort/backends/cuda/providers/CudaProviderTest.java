package io.retort.backends.cuda.providers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.backends.cuda.CudaConfiguration;
import io.retort.core.RetortException;
import io.retort.core.backend.BackendProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CudaProviderTest {
  private static final String NO_DRIVER =
      "no NVIDIA driver found on this machine (libcuda.so.1 could not be loaded)";

  @TempDir Path folder;

  @Test
  void machineWithoutTheLibraryHasNoDriver() {
    assertEquals(Optional.of(NO_DRIVER), provider("libcuda.so.1").unavailable());
  }

  @Test
  void fileThatIsNoLibraryIsNoDriver() throws IOException {
    Files.writeString(folder.resolve("libcuda.so.1"), "not a library");
    assertEquals(Optional.of(NO_DRIVER), provider("libcuda.so.1").unavailable());
  }

  @Test
  void machineWithADriverIsToldThatThereAreNoKernels() {
    // Any library that is not loaded yet stands for the driver's.
    Path libraries = Path.of(System.getProperty("java.home"), "lib");
    CudaProvider provider =
        new CudaProvider(new CudaDriver(System.mapLibraryName("jsig"), List.of(folder, libraries)));
    String reason = provider.unavailable().orElseThrow();
    assertTrue(reason.contains("has no CUDA kernels yet"), reason);
    assertFalse(reason.contains("no NVIDIA driver"), reason);
  }

  @Test
  void runThatAsksForItFailsWithTheReason() {
    RetortException refusal =
        assertThrows(
            RetortException.class,
            () -> provider("libcuda.so.1").create(new CudaConfiguration(0), null));
    assertEquals("The backend cuda cannot be used: " + NO_DRIVER, refusal.getMessage());
  }

  @Test
  void theModuleProvidesIt() {
    boolean provided =
        CudaProvider.class.getModule().getDescriptor().provides().stream()
            .filter(service -> service.service().equals(BackendProvider.class.getName()))
            .anyMatch(service -> service.providers().contains(CudaProvider.class.getName()));
    assertTrue(provided);
    assertEquals("cuda", new CudaProvider().name());
  }

  private CudaProvider provider(String library) {
    return new CudaProvider(new CudaDriver(library, List.of(folder)));
  }
}
